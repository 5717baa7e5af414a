using DevNet.Check;
using DevNet.Observation;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Payments;

[Collection(nameof(HonestNetwork))]
public sealed class MoneyTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task SignerAndOrchestrators_AfterVideoAndAnImage_AgreeToTheWei()
    {
        var network = await shared.UseAsync();
        await network.QuietAsync();
        var (seenBefore, balancesBefore) = await network.SettledAsync();
        await using var publisher = await network.PublishAsync("money");
        Assert.Empty(await ImageCheck.FindingsAsync(network.PatientHttp, network.Network.GatewayHttp, CancellationToken.None));
        _ = await network.UntilAsync("money", "three renditions", stream => stream.RenditionSegments >= 3);
        _ = await publisher.StopAsync();
        _ = await network.UntilAsync("money", "the end", stream => !stream.Live);

        var (seen, balances) = await network.SettledAsync();

        // Only what this test moved: another test's crash may have left credit that one side has written off.
        var moved = balances.Except(balancesBefore).ToArray();
        Assert.NotEmpty(moved);
        Assert.All(moved, balance => Assert.Equal(balance.CreditWei, CreditAt(seen, balance)));
        Assert.Empty(MoneyCheck.Findings(seen, balances));
        Assert.True(Accepted(seen) > Accepted(seenBefore));
        Assert.All(seen.Orchestrators, orchestrator => Assert.Equal((0, 0), (orchestrator.TicketsRejected, orchestrator.NonceRepeats)));
    }

    private static long Accepted(Seen seen) => seen.Orchestrators.Sum(orchestrator => orchestrator.TicketsAccepted);

    /// <summary>The same balance as the orchestrator keeps it.</summary>
    private static string? CreditAt(Seen seen, SignerBalance balance) =>
        seen.Orchestrators.Single(orchestrator => string.Equals(orchestrator.Address, balance.Recipient, StringComparison.OrdinalIgnoreCase))
            .Accounts.Single(account => account.Manifest == balance.Manifest).BalanceWei;
}
