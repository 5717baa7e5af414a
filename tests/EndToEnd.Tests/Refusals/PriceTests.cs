using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Refusals;

[Collection(nameof(FaultyNetwork))]
public sealed class PriceTests(FaultyNetwork shared)
{
    private const string AMillionTimes = """{"priceFactor":"1000000"}""";

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task AbsurdPrice_OverTheGatewaysCeiling_IsNotPaid()
    {
        var network = await shared.UseAsync();
        await network.QuietAsync();
        var before = await network.TicketsAsync();
        await network.FaultAllAsync(AMillionTimes);
        try
        {
            await using var publisher = await network.PublishAsync("dear");

            var stream = await network.UntilAsync("dear", "gaps and the reason", seen => seen.Gaps >= 2 && seen.LastError.Contains("above the ceiling", StringComparison.Ordinal));

            Assert.Equal((0, 0, "0"), (stream.RenditionSegments, stream.Tickets, stream.PaidWei));
            Assert.Equal(before, await network.TicketsAsync());
        }
        finally
        {
            await network.EndFaultsAsync();
        }
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task AbsurdPrice_AtAGatewayWithoutACeiling_IsNotPaidByTheSigner()
    {
        var network = await shared.UseAsync();
        await network.QuietAsync();
        var before = await network.TicketsAsync();
        await network.FaultAllAsync(AMillionTimes);
        try
        {
            await using var gateway = await ExtraGateway.StartAsync(network, "careless", network.Network.SignerTokenFile);
            await using var publisher = await network.PublishAsync(new Uri(gateway.Rtmp, "live/dearest"));

            var stream = await Wait.ForAsync(
                "gaps and the reason",
                () => gateway.StreamAsync("dearest"),
                seen => seen is { } found && found.GetProperty("gaps").GetInt64() >= 2
                    && found.GetProperty("transcoding").GetProperty("lastError").GetString()!.Contains("tickets", StringComparison.Ordinal));

            Assert.Equal("0", stream!.Value.GetProperty("transcoding").GetProperty("paidExpectedValueWei").GetString());
            Assert.Equal(before, await network.TicketsAsync());
        }
        finally
        {
            await network.EndFaultsAsync();
        }
    }
}
