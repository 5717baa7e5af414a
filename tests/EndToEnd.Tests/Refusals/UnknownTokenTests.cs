using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Refusals;

[Collection(nameof(HonestNetwork))]
public sealed class UnknownTokenTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task TokenThatTheSignerDoesNotKnow_TheSourcePlaysAndNothingIsPaid()
    {
        var network = await shared.UseAsync();
        var token = Path.Combine(network.Folder, "unknown.token");
        var known = (await File.ReadAllTextAsync(network.Network.SignerTokenFile)).Trim();
        await File.WriteAllTextAsync(token, known[..^4] + (known.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"));
        await network.QuietAsync();
        var before = await network.SettledAsync();
        await using var gateway = await ExtraGateway.StartAsync(network, "stranger", token);

        var payer = await Wait.ForAsync(
            "the gateway to say that the signer turns it away",
            async () => (await gateway.ReadinessAsync()).GetProperty("payer").GetString()!,
            said => said.Contains("token", StringComparison.OrdinalIgnoreCase));
        await using var publisher = await network.PublishAsync(new Uri(gateway.Rtmp, "live/unpaid"));
        var stream = await Wait.ForAsync(
            "gaps in place of renditions", () => gateway.StreamAsync("unpaid"), seen => seen is { } found && found.GetProperty("gaps").GetInt64() >= 2);
        var after = await network.SettledAsync();

        Assert.False((await gateway.ReadinessAsync()).GetProperty("ready").GetBoolean());
        Assert.DoesNotContain(known[8..^4], payer, StringComparison.Ordinal);
        Assert.Equal(0, stream!.Value.GetProperty("renditionSegments").GetInt64());
        Assert.Equal("0", stream.Value.GetProperty("transcoding").GetProperty("paidExpectedValueWei").GetString());
        Assert.Contains("#EXTINF", await network.Http.GetStringAsync(new Uri(gateway.Http, "stream/unpaid/source.m3u8")), StringComparison.Ordinal);
        Assert.False(gateway.Process.HasExited);
        Assert.Equal(before.Balances, after.Balances);
        Assert.Equal(
            before.Seen.Orchestrators.Select(orchestrator => (orchestrator.TicketsAccepted, orchestrator.TicketsRejected, orchestrator.CreditedWei)),
            after.Seen.Orchestrators.Select(orchestrator => (orchestrator.TicketsAccepted, orchestrator.TicketsRejected, orchestrator.CreditedWei)));
    }
}
