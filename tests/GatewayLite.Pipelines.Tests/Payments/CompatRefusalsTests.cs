using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Payments.Compat;
using Livepeer.Payments.Jobs;

namespace GatewayLite.Pipelines.Tests.Payments;

public sealed class CompatRefusalsTests
{
    [Theory]
    [InlineData(400, PayerRefusalKind.OfferUnacceptable, "payer_rejects_offer")]
    [InlineData(401, PayerRefusalKind.Policy, "payer_unauthenticated")]
    [InlineData(402, PayerRefusalKind.Policy, "payer_exhausted")]
    [InlineData(403, PayerRefusalKind.Policy, "payer_denied")]
    [InlineData(404, PayerRefusalKind.Policy, "payer_unimplemented")]
    [InlineData(409, PayerRefusalKind.OfferUnacceptable, "payer_rejects_offer")]
    [InlineData(429, PayerRefusalKind.Policy, "payer_exhausted")]
    [InlineData(480, PayerRefusalKind.RefreshNeeded, "payer_wants_refresh")]
    [InlineData(481, PayerRefusalKind.PriceAboveCeiling, "price_above_ceiling")]
    [InlineData(483, PayerRefusalKind.Policy, "payer_exhausted")]
    [InlineData(500, PayerRefusalKind.Unavailable, "payer_failed")]
    [InlineData(502, PayerRefusalKind.Unavailable, "payer_failed")]
    [InlineData(503, PayerRefusalKind.Unavailable, "payer_failed")]
    public void Status_OfASigner_HasOneMeaning(int status, PayerRefusalKind kind, string code)
    {
        var refusal = CompatRefusals.Of(status, "as it said");

        Assert.Equal((kind, code), (refusal.Kind, refusal.Code));
        Assert.Equal(status != 404, refusal.Message.Contains("as it said", StringComparison.Ordinal));
    }

    [Fact]
    public void Status_WithoutWords_IsNamedItself() => Assert.EndsWith("status 429", CompatRefusals.Of(429, "").Message, StringComparison.Ordinal);

    [Fact]
    public void Video_ThroughThisApi_IsRefusedWithTheRemedy() => Assert.Contains("grpcs://", CompatRefusals.NotPayable(JobKind.VideoSegment).Message, StringComparison.Ordinal);
}
