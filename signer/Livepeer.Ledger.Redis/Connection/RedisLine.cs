using System.Net;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>One connection to the primary, as long as it is the same one.</summary>
/// <param name="Primary">The server.</param>
/// <param name="Sockets">Connections to it so far: one more is another line.</param>
internal readonly record struct RedisLine(EndPoint Primary, long Sockets);
