using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Payments.Desk;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>A user with less than the documented rights: what is said names what is missing.</summary>
public sealed class RightsTests
{
    private const string Keys = $"~{{{Opened.Prefix}}}:*";
    private const string Everything = "+@all";

    [Theory]
    [InlineData(Keys, "+@all -evalsha", "EVALSHA")]
    [InlineData(Keys, "+@all -set", "SET")]
    [InlineData(Keys, "+@all -xadd", "XADD")]
    [InlineData(Keys, "+@all -zadd", "ZADD")]
    [InlineData("~{remote-signer:0xother}:*", Everything, $"{{{Opened.Prefix}}}:*")]
    public async Task OneRightIsMissing_ItIsNamedAndTheRightsLineToo(string keys, string commands, string named)
    {
        using var server = new RedisServer($"user signer on >secret {keys} &* {commands}");
        server.Start();
        var options = new RedisLedgerOptions { Servers = [server.Address], Prefix = Opened.Prefix, Patience = TimeSpan.FromSeconds(20), User = "signer", Password = "secret" };

        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            await using var ledger = await RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None);
            await new Recipients().PayAsync(ledger, "a");
        });

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains("docs/operations/redis.md", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
