using System.Net;
using System.Numerics;
using DevOrchestrator.Control;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Hosting;

public sealed class GetOrchestratorTests
{
    [Fact]
    public async Task GetOrchestrator_DefaultOptions_GivesTermsThatDefaultSendersAccept()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);

        var info = await payer.GetInfoAsync();

        var faceValue = Number(info.TicketParams.FaceValue);
        var expectedValue = faceValue * Number(info.TicketParams.WinProb) / ((BigInteger.One << 256) - 1);
        Assert.Equal(1_200_000_000_000_000, faceValue);
        Assert.InRange(expectedValue, 7_999_999_999, 8_000_000_001);
        Assert.Equal(21_000_040, Number(info.TicketParams.ExpirationBlock));
        Assert.Equal(host.Address, EthAddress.FromBytes(info.TicketParams.Recipient.Span).ToString());
        Assert.Equal(host.ServiceUri, new Uri(info.Transcoder));
        Assert.Equal((1_200, 1), (info.PriceInfo.PricePerUnit, info.PriceInfo.PixelsPerUnit));
        Assert.Matches("^[0-9a-f]{8}$", info.AuthToken.SessionId);
        Assert.Equal(1_760_000_000 + 1_800, info.AuthToken.Expiration);
        Assert.Equal((27u, Some.Model, 4_768), (info.CapabilitiesPrices[0].Capability, info.CapabilitiesPrices[0].Constraint, info.CapabilitiesPrices[0].PricePerUnit));
    }

    [Fact]
    public async Task GetOrchestrator_WithCapabilities_GivesTheModelsPrice()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);

        var info = await payer.GetInfoAsync(Some.TextToImage());

        Assert.Equal(4_768, info.PriceInfo.PricePerUnit);
        Assert.Empty(info.CapabilitiesPrices);
    }

    [Fact]
    public async Task GetOrchestrator_AskedTwice_NeverRepeatsSessionOrTerms()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);

        var (first, second) = (await payer.GetInfoAsync(), await payer.GetInfoAsync());

        Assert.NotEqual(first.AuthToken.SessionId, second.AuthToken.SessionId);
        Assert.NotEqual(first.TicketParams.RecipientRandHash, second.TicketParams.RecipientRandHash);
    }

    [Fact]
    public async Task GetOrchestrator_AMinuteLater_IsFiveL1BlocksOn()
    {
        var clock = Some.Clock();
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(clock), CancellationToken.None);
        using var payer = new Payer(host);
        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(21_000_045, Number((await payer.GetInfoAsync()).TicketParams.ExpirationBlock));
    }

    [Fact]
    public async Task GetOrchestrator_ForeignSignature_IsRefusedWithTheRealText()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);
        using var other = new Payer(host);
        var request = payer.Identity();
        request.Sig = other.Identity().Sig;

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await payer.Grpc.GetOrchestratorAsync(request));

        Assert.Equal(new Status(StatusCode.Unknown, "Invalid orchestrator request: orchestrator req sig check failed"), refusal.Status);
    }

    [Fact]
    public async Task GetOrchestrator_Capped_IsRefusedWithTheRealText()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);
        host.Faults = new FaultSettings { IsCapped = true };

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await payer.GetInfoAsync());

        Assert.Equal(new Status(StatusCode.Unknown, "Invalid orchestrator request: OrchestratorCapped"), refusal.Status);
    }

    [Fact]
    public async Task GetOrchestrator_SmallReserve_IsRefusedWithTheRealText()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast() with { SenderReserveWei = 1 }, CancellationToken.None);
        using var payer = new Payer(host);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await payer.GetInfoAsync());

        Assert.Equal(new Status(StatusCode.Unknown, "insufficient sender reserve"), refusal.Status);
    }

    [Fact]
    public async Task GetOrchestrator_PriceFactor_ChangesThePriceThatTicketsAreBoundTo()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);
        host.Faults = new FaultSettings { PriceFactor = "5/7" };

        var info = await payer.GetInfoAsync();

        Assert.Equal((6_000, 7), (info.PriceInfo.PricePerUnit, info.PriceInfo.PixelsPerUnit));
        await Payer.ReadResultAsync(await payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task GetOrchestrator_OffChain_HasNoPriceAndAsksForNoSignature()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast() with { IsOffChain = true }, CancellationToken.None);
        using var payer = new Payer(host);

        var info = await payer.Grpc.GetOrchestratorAsync(new OrchestratorRequest { Address = ByteString.CopyFrom(new byte[20]) });

        Assert.Null(info.TicketParams);
        Assert.Null(info.PriceInfo);
        var data = new SegData { AuthToken = info.AuthToken, Hash = ByteString.CopyFrom(Keccak.Hash(Some.Segment)) };
        data.FullProfiles.Add(Some.P240);
        var result = await Payer.ReadResultAsync(await payer.Http.SendAsync(Payer.Request("/segment", null, data, Some.Segment)));
        Assert.Single(result.Data.Segments);
    }

    [Fact]
    public async Task Port_Http11_IsServedBesideGrpc()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);
        await payer.GetInfoAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stream/00000000/p/0.ts") { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await payer.Http.SendAsync(request);

        Assert.Equal((HttpVersion.Version11, HttpStatusCode.NotFound), (response.Version, response.StatusCode));
    }

    [Fact]
    public async Task Ping_AnyValue_IsSignedByTheOrchestrator()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var payer = new Payer(host);

        var answer = await payer.Grpc.PingAsync(new PingPong { Value = ByteString.CopyFromUtf8("are you there") });

        Assert.True(EthAddress.TryParse(host.Address, out var address));
        Assert.True(SignatureCheck.IsSignedBy(address, Keccak.Hash("are you there"u8.ToArray()), answer.Value.Span));
    }

    private static BigInteger Number(ByteString bytes) => new(bytes.Span, isUnsigned: true, isBigEndian: true);
}
