using TestKit;

namespace Livepeer.Ledger.Redis.Tests.Servers;

/// <summary>
/// What <c>[Fact]</c> means in this project: a test that needs redis-server. Where it is missing the test is skipped with its name; in CI it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : Xunit.FactAttribute
{
    public RedisFactAttribute()
    {
        if (!Programs.Has("redis-server") && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "needs redis-server, which this machine does not have; ./test installs it where it can";
        }
    }
}
