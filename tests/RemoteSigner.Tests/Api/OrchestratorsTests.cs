using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class OrchestratorsTests
{
    [Fact]
    public async Task List_OfSilentOrchestrators_HasThemInOrder()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", "127.0.0.1:1,https://127.0.0.1:2/,127.0.0.1"));

        var list = await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As());

        Assert.Equal(["https://127.0.0.1:1", "https://127.0.0.1:2", "https://127.0.0.1:8935"], list.Orchestrators.Select(orchestrator => orchestrator.Uri));
        Assert.All(list.Orchestrators, orchestrator => Assert.Equal((0, OrchestratorState.Unseen, true), (orchestrator.LastSeenUnixMillis, orchestrator.State, orchestrator.Vouched)));
    }

    [Fact]
    public async Task List_OfAnAnsweringOrchestrator_HasEverythingItOffers()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        orchestrator.Runners = Runner(orchestrator);
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text), ("maxPricePerUnit", "1000"));

        var entry = await SeenAsync(signer);

        Assert.Equal((orchestrator.Text, orchestrator.Text, OrchestratorState.Answering), (entry.Uri, entry.ServiceUri, entry.State));
        Assert.Equal(("1200", true, "0.9.1"), (entry.PriceWeiPerUnit, entry.PriceAboveCeiling, entry.Version));
        Assert.Equal((orchestrator.Info.Address, orchestrator.Info.TicketParams.Recipient), (entry.Address, entry.Recipient));
        Assert.Equal([27u], entry.Capabilities);
        Assert.Equal(
            new OrchestratorModel { App = "text-to-image/sd-turbo", Capability = 27, ModelId = "sd-turbo", PriceWeiPerUnit = "1200", PriceAboveCeiling = true }, Assert.Single(entry.Models));
        Assert.Equal(
            new OrchestratorRunner
            {
                Address = orchestrator.Text,
                Url = "https://r.example/session",
                App = "custom",
                Mode = "persistent",
                Version = "1.4.0",
                Metadata = "m",
                Capacity = 2,
                CapacityUsed = 1,
                CapacityAvailable = 1,
                PriceWeiPerUnit = "80",
                PriceUnit = "seconds",
                GpuId = "0",
                GpuName = "L40S",
                GpuVramMegabytes = 46068,
            },
            Assert.Single(entry.Runners));
        Assert.InRange(entry.RunnersSeenUnixMillis, 1, long.MaxValue);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_orchestrators{state=\"answering\"}"));
    }

    [Fact]
    public async Task List_WithAFilter_FollowsWhatIsOffered()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        orchestrator.Runners = Runner(orchestrator);
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", $"{orchestrator.Text},127.0.0.1:1"));
        await SeenAsync(signer);

        Assert.Equal((true, true), await MatchAsync(new ListOrchestratorsRequest { Capability = 27, ModelId = "sd-turbo" }));
        Assert.Equal((false, true), await MatchAsync(new ListOrchestratorsRequest { Capability = 27, ModelId = "another" }));
        Assert.Equal((false, true), await MatchAsync(new ListOrchestratorsRequest { Capability = 28 }));
        Assert.Equal((true, false), await MatchAsync(new ListOrchestratorsRequest { MaxPriceWeiPerUnit = "1200" }));
        Assert.Equal((false, false), await MatchAsync(new ListOrchestratorsRequest { MaxPriceWeiPerUnit = "2399/2" }));
        Assert.Equal((true, false), await MatchAsync(new ListOrchestratorsRequest { Apps = { "nothing", "custom" }, MaxPriceWeiPerUnit = "80" }));
        Assert.Equal((true, false), await MatchAsync(new ListOrchestratorsRequest { SeenWithinSeconds = 3600, MaxRoundTripMillis = 600_000 }));

        async Task<(bool Seen, bool Unseen)> MatchAsync(ListOrchestratorsRequest request)
        {
            var found = (await signer.Orchestrators.ListAsync(request, signer.As())).Orchestrators.Select(entry => entry.Uri).ToHashSet();
            return (found.Contains(orchestrator.Text), found.Contains("https://127.0.0.1:1"));
        }
    }

    [Fact]
    public async Task List_WithACeilingOfTheModel_DoesNotOfferWhatIsDearer()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        const string ceilings = """{"capabilities_prices":[{"pipeline":"text-to-image","model_id":"sd-turbo","price_per_unit":1199}]}""";
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text), ("maxPricePerCapability", ceilings));
        await SeenAsync(signer);

        Assert.Empty((await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest { Capability = 27, ModelId = "sd-turbo" }, signer.As())).Orchestrators);
        Assert.Single((await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As())).Orchestrators);
    }

    [Fact]
    public async Task List_OfNamesOnly_SaysWhoIsThereAndNothingThatTheyOffer()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        orchestrator.Runners = Runner(orchestrator);
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text));
        await SeenAsync(signer);

        var entry = Assert.Single((await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest { NamesOnly = true }, signer.As())).Orchestrators);

        Assert.Equal((orchestrator.Text, OrchestratorState.Answering, true), (entry.Uri, entry.State, entry.Vouched));
        Assert.Equal((0, 0, ""), (entry.Runners.Count, entry.Models.Count, entry.PriceWeiPerUnit));
    }

    [Theory]
    [InlineData("capability", 1024u, "", "")]
    [InlineData("max_price_wei_per_unit", 0u, "cheap", "")]
    [InlineData("max_price_wei_per_unit", 0u, "-1", "")]
    [InlineData("apps", 0u, "", "+")]
    public async Task List_WithAFieldOutOfBounds_IsRefusedByName(string field, uint capability, string price, string tooLong)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = new ListOrchestratorsRequest { Capability = capability, MaxPriceWeiPerUnit = price };
        if (tooLong.Length > 0)
        {
            request.Apps.Add(new string('x', 513));
        }

        var failure = await Assert.ThrowsAsync<RpcException>(() => signer.Orchestrators.ListAsync(request, signer.As()).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains(field, RunningSigner.RefusalOf(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WithoutAToken_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var watch = signer.Orchestrators.Watch(new WatchOrchestratorsRequest());

        var failure = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }

    [Fact]
    public async Task Restart_WhileTheOrchestratorIsDown_KeepsItsOffer()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        orchestrator.Runners = Runner(orchestrator);
        ListedOrchestrator before;
        await using (var signer = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text)))
        {
            _ = await SeenAsync(signer);

            // No later answer moves the times between the look and the stop.
            orchestrator.IsDown = true;
            before = await SeenAsync(signer);
        }

        await using var restarted = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text));
        var after = Assert.Single((await restarted.Orchestrators.ListAsync(new ListOrchestratorsRequest(), restarted.As())).Orchestrators);

        Assert.Equal(OrchestratorState.Silent, after.State);
        after.State = before.State;
        Assert.Equal(before, after);
    }

    private static string Runner(OfferingOrchestrator orchestrator) => $$"""
        [{"address":"{{orchestrator.Text}}/","runners":[{"url":"https://r.example/session","gpu":{"id":"0","name":"L40S","vram_mb":46068},"app":"custom","version":"1.4.0","metadata":"m",
          "mode":"persistent","capacity":2,"capacity_used":1,"capacity_available":1,"price_info":{"price":80,"currency":"wei","unit":"seconds"} }]}]
        """;

    private static async Task<ListedOrchestrator> SeenAsync(RunningSigner signer)
    {
        ListedOrchestrator? seen = null;
        await Eventually.HoldsAsync(async () =>
        {
            var list = await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As());
            seen = list.Orchestrators.FirstOrDefault(entry => entry is { LastSeenUnixMillis: > 0, RunnersSeenUnixMillis: > 0 });
            return seen is not null;
        });
        return seen!;
    }
}
