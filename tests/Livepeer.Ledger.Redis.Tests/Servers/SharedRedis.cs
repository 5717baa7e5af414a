using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests.Servers;

/// <summary>One server for all tests of a class; each has a prefix of its own there.</summary>
public sealed class SharedRedis : RedisServer;
