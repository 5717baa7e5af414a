using Google.Protobuf;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Protos.Net;

namespace Livepeer.Orchestrators.Tests.Checks;

public sealed class OfferCheckTests
{
    private static readonly ListedOrchestrator Listed = new(new Uri("https://o.example:8935"), Configured: false);

    public static TheoryData<string, Action<OrchestratorInfo>, OrchestratorRefusalKind> Absurd { get; } = new()
    {
        { "no service URI", info => info.Transcoder = "", OrchestratorRefusalKind.UnusableUri },
        { "service URI of another scheme", info => info.Transcoder = "ftp://o.example", OrchestratorRefusalKind.UnusableUri },
        { "service URI without TLS", info => info.Transcoder = "http://o.example:8935", OrchestratorRefusalKind.UnusableUri },
        { "service URI with a user", info => info.Transcoder = "https://user:pass@o.example:8935", OrchestratorRefusalKind.UnusableUri },
        { "service URI with a query", info => info.Transcoder = "https://o.example:8935/?a=b", OrchestratorRefusalKind.UnusableUri },
        { "service URI with a host that is no name", info => info.Transcoder = "https://a℀b.example:8935", OrchestratorRefusalKind.UnusableUri },
        { "no token", info => info.AuthToken = null, OrchestratorRefusalKind.UnusableToken },
        { "empty token", info => info.AuthToken.Token = ByteString.Empty, OrchestratorRefusalKind.UnusableToken },
        { "token without session", info => info.AuthToken.SessionId = "", OrchestratorRefusalKind.UnusableToken },
        { "expired token", info => info.AuthToken.Expiration = Some.Now.ToUnixTimeSeconds(), OrchestratorRefusalKind.UnusableToken },
        { "token for ever", info => info.AuthToken.Expiration = long.MaxValue, OrchestratorRefusalKind.UnusableToken },
        { "no capabilities", info => info.Capabilities = null, OrchestratorRefusalKind.NotCapable },
        { "capability missing", info => info.Capabilities.Bitstring[0] = 1, OrchestratorRefusalKind.NotCapable },
        { "no price", info => info.PriceInfo = null, OrchestratorRefusalKind.UnusablePrice },
        { "price for zero units", info => info.PriceInfo.PixelsPerUnit = 0, OrchestratorRefusalKind.UnusablePrice },
        { "price above the ceiling", info => info.PriceInfo.PricePerUnit = 1201, OrchestratorRefusalKind.PriceAboveCeiling },
        { "no ticket parameters", info => info.TicketParams = null, OrchestratorRefusalKind.UnusableTicketParameters },
        { "recipient zero", info => info.TicketParams.Recipient = ByteString.CopyFrom(new byte[20]), OrchestratorRefusalKind.UnusableTicketParameters },
        { "expiration at block zero", info => info.TicketParams.ExpirationBlock = ByteString.Empty, OrchestratorRefusalKind.UnusableTicketParameters },
    };

    [Theory]
    [MemberData(nameof(Absurd))]
    public void AbsurdOffer_Checked_IsRefused(string what, Action<OrchestratorInfo> spoil, OrchestratorRefusalKind kind)
    {
        var info = Some.Info(Listed.Uri, Some.Now);
        spoil(info);

        Assert.True(kind == Check(info)?.Kind, what);
    }

    [Fact]
    public void UsualOfferAtTheCeiling_Checked_IsFine() => Assert.Null(Check(Some.Info(Listed.Uri, Some.Now)));

    [Fact]
    public void FreeOrchestratorWithoutTicketParameters_Checked_IsFine()
    {
        var info = Some.Info(Listed.Uri, Some.Now);
        info.PriceInfo.PricePerUnit = 0;
        info.TicketParams = null;

        Assert.Null(Check(info));
    }

    [Fact]
    public void UnpaidOrchestrator_CheckedForUnpaidWork_NeedsNoPrice()
    {
        var info = Some.Info(Listed.Uri, Some.Now);
        info.PriceInfo = null;
        info.TicketParams = null;

        Assert.Null(OfferCheck.Refusal(Some.Described(info), Listed, Some.Terms with { Paid = false }, Some.Now));
    }

    [Fact]
    public void PlainOrchestrator_WorkingOverTls_IsFine() =>
        Assert.Null(OfferCheck.Refusal(Some.Described(Some.Info(Listed.Uri, Some.Now)), new ListedOrchestrator(new Uri("http://o.example:8935"), false), Some.Terms, Some.Now));

    [Fact]
    public void Refusal_PriceAboveCeiling_NamesBothNumbers()
    {
        var info = Some.Info(Listed.Uri, Some.Now);
        info.PriceInfo = new PriceInfo { PricePerUnit = 10_000, PixelsPerUnit = 3 };

        Assert.Equal("its price of 10000/3 wei per unit is above the ceiling of 1200", Check(info)!.Detail);
    }

    private static OrchestratorRefusal? Check(OrchestratorInfo info) =>
        OfferCheck.Refusal(Some.Described(info), Listed, Some.Terms with { MaxPrice = Some.Wei(1200) }, Some.Now);
}
