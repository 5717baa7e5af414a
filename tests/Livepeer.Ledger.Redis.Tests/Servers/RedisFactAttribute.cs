using TestKit;

namespace Livepeer.Ledger.Redis.Tests.Servers;

/// <summary>Every test of this project needs redis-server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute() : ProgramFactAttribute("redis-server");
