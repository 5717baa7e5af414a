using Livepeer.Ledger.Redis.Connection;

namespace Livepeer.Ledger.Redis.Tests.Connection;

public sealed class ServerCheckTests
{
    [Theory]
    [InlineData("5.0.14", true)]
    [InlineData("6.0.16", true)]
    [InlineData("6.2.0", false)]
    [InlineData("7.0.15", false)]
    [InlineData("255.255.255", false)]
    [InlineData("unstable", false)]
    public void Version_OlderThanScriptsNeed_IsRefused(string version, bool refused)
    {
        var problem = ServerCheck.AgeProblem(new Dictionary<string, string> { ["redis_version"] = version });

        Assert.Equal(refused, problem?.Contains($"{version} is too old", StringComparison.Ordinal) == true);
    }
}
