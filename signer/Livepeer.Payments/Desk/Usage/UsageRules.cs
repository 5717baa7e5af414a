using System.Globalization;
using System.Numerics;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;

namespace Livepeer.Payments.Desk.Usage;

/// <summary>What a payment is accounted as.</summary>
internal static class UsageRules
{
    private const string LiveVideo = "live-video-to-video";

    public static UsageRecord Of(PricedOrder priced, PaymentPlan plan, DateTimeOffset now)
    {
        var order = priced.Order;
        var (capability, model) = Work(order.Job);
        var parameters = order.Offer.TicketParameters;
        var price = order.Offer.Price!;
        return new(
            order.Tenant,
            now,
            order.IdempotencyKey,
            order.PaymentSessionId,
            order.Job.Kind,
            capability,
            model,
            ManifestId(order.Job),
            priced.Keys.Balance.Recipient,
            order.Offer.Address,
            order.Offer.Transcoder,
            plan.TicketCount == 0 ? null : parameters!.RecipientRandHash,
            plan.FirstNonce,
            plan.TicketCount,
            new UnitPrice(price.PricePerUnit, price.PixelsPerUnit),
            plan.Fee,
            plan.NewCredit,
            plan.TicketCount == 0 ? BigInteger.Zero : parameters!.FaceValue.Amount * plan.TicketCount,
            plan.BalanceAfter,
            plan.Meter)
        {
            App = (order.Job as MeteredJob)?.App,
            Unit = (order.Job as LiveJob)?.Unit ?? LiveUnit.Unknown,
        };
    }

    /// <summary>Capability and model. The label of metered work is <c>pipeline/model</c>, with slashes in the model.</summary>
    private static (string Capability, string Model) Work(Job job) => job switch
    {
        AiJob ai => (ai.Capability.ToString(CultureInfo.InvariantCulture), ai.ModelId),
        ByocJob byoc => ("byoc", byoc.Capability),
        MeteredJob { App.Length: > 0 } metered => metered.App.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? (metered.App[..slash], metered.App[(slash + 1)..])
            : (metered.App, string.Empty),
        LiveJob { Unit: LiveUnit.PixelSeconds720p } => (LiveVideo, string.Empty),
        VideoSegmentJob => ("transcoding", string.Empty),
        _ => (string.Empty, string.Empty),
    };

    private static string ManifestId(Job job) => job switch
    {
        VideoSegmentJob video => video.ManifestId,
        AiJob ai => ai.ManifestId,
        MeteredJob metered => metered.ManifestId,
        ByocJob byoc => byoc.Capability,
        _ => string.Empty,
    };
}
