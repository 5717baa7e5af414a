using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

/// <summary>Absurd offers: each is refused with its own code, nothing is signed, nothing is stored.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, (StatusCode Status, Action<OrchestratorInfo> Spoil)> Absurd = new()
    {
        ["malformed_orchestrator_info"] = (StatusCode.InvalidArgument, info => info.TicketParams.Recipient = ByteString.CopyFrom(new byte[19])),
        ["invalid_price"] = (StatusCode.InvalidArgument, info => info.PriceInfo.PixelsPerUnit = 0),
        ["missing_auth_token"] = (StatusCode.InvalidArgument, info => info.AuthToken = null),
        ["missing_ticket_parameters"] = (StatusCode.InvalidArgument, info => info.TicketParams = null),
        ["invalid_ticket_parameters"] = (StatusCode.InvalidArgument, info => info.TicketParams.ExpirationBlock = Requests.Integer("900000000000")),
        ["price_above_ceiling"] = (StatusCode.FailedPrecondition, info => info.PriceInfo.PricePerUnit = 5001),
        ["auth_token_expiring"] = (StatusCode.FailedPrecondition, info => info.AuthToken.Expiration = 1),
        ["ticket_parameters_expired"] = (StatusCode.FailedPrecondition, info => info.TicketParams.ExpirationBlock = Requests.Integer("20999999")),
        ["face_value_too_low"] = (StatusCode.FailedPrecondition, info => info.TicketParams.WinProb = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xff, 32)])),
        ["ticket_ev_above_limit"] = (StatusCode.FailedPrecondition, info => info.TicketParams.FaceValue = Requests.Integer("900000000000000000")),
        ["face_value_above_deposit"] = (StatusCode.FailedPrecondition, info =>
        {
            info.TicketParams.FaceValue = Requests.Integer("1000000000000000001");
            info.TicketParams.WinProb = Requests.Integer("115792089237316195423570985008687907853269984665640564039457");
        }
        ),
    };

    public static TheoryData<string> Codes() => [.. Absurd.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task AbsurdOffer_IsRefusedTyped_AndLeavesNoTrace(string code)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("maxPricePerUnit", "5000"));
        await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        var signatures = await signer.MetricAsync("remote_signer_signature_seconds_count");
        var offer = Requests.Orchestrator();
        Absurd[code].Spoil(offer);

        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("k", offer));

        Assert.Equal((Absurd[code].Status, code), (status, refusal.Code));
        Assert.NotEmpty(refusal.Message);
        Assert.NotEmpty(refusal.Remedy);
        Assert.NotEqual(Side.Unspecified, refusal.Side);
        Assert.Equal(signatures, await signer.MetricAsync("remote_signer_signature_seconds_count"));
        Assert.Equal(1, await signer.MetricAsync($"remote_signer_refusals_total{{code=\"{code}\"}}"));
        var report = await signer.StatusAsync();
        Assert.Equal(0, report.GetProperty("balances").GetArrayLength());
        Assert.Equal(0, report.GetProperty("tenants")[0].GetProperty("payments").GetInt64());
        Assert.Equal(1u, (await signer.PayAsync(Requests.Ai("sound"))).FirstNonce);
    }

    [Fact]
    public async Task Refusal_OfAPrice_NamesBothNumbers()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("maxPricePerUnit", "5000"), ("pixelsPerUnit", "10"));

        var (_, refusal) = await signer.RefusedAsync(Requests.Ai("k"));

        Assert.Equal(("1200", "500"), (refusal.Actual, refusal.Limit));
        Assert.Equal(Side.Orchestrator, refusal.Side);
    }

    [Fact]
    public async Task Bytes_ThatAreNoOffer_AreRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = Requests.Ai("k");
        request.OrchestratorInfo = ByteString.CopyFrom([0xff, 0xff, 0xff]);

        var (status, refusal) = await signer.RefusedAsync(request);

        Assert.Equal((StatusCode.InvalidArgument, "malformed_orchestrator_info"), (status, refusal.Code));
    }

    [Fact]
    public async Task Text_ThatIsNotPrintable_IsNotSigned()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = Requests.Segment("k");
        request.VideoSegment.ManifestId = "stream\u00001";

        var (status, refusal) = await signer.RefusedAsync(request);

        Assert.Equal((StatusCode.InvalidArgument, "unsafe_text"), (status, refusal.Code));
    }
}
