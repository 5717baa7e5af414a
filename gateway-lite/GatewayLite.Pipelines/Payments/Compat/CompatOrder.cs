using System.Diagnostics.CodeAnalysis;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Livepeer.Wire.Offers;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>A payment request that this payer can serve, with what the orchestrator's offer says about it.</summary>
/// <param name="Request">As it came.</param>
/// <param name="Job">The only kind that can be paid.</param>
/// <param name="Offer">Read from the request.</param>
/// <param name="Token">The orchestrator's, for the credentials.</param>
/// <param name="Price">With units; 0 for free work.</param>
/// <param name="TicketEv">Expected value of one ticket in wei; 0 for free work.</param>
internal sealed record CompatOrder(PaymentRequest Request, AiJob Job, OrchestratorOffer Offer, AuthToken Token, PriceInfo Price, Rational TicketEv)
{
    /// <summary>What the books are kept by: nodes of one operator share an address and not a balance.</summary>
    public (string Node, EthAddress Address, string Bucket) Account => (Offer.Transcoder, Offer.Address, Job.ManifestId);

    /// <summary>Expected fee in wei.</summary>
    public Rational Fee => new Rational(Job.Units) * Price.PerUnit;

    public bool IsFree => Price.PricePerUnit == 0;

    /// <summary>Reads a request.</summary>
    /// <param name="request">For any job.</param>
    /// <param name="order">Null when refused.</param>
    /// <param name="refusal">Why no signer needs to be asked.</param>
    public static bool TryRead(PaymentRequest request, [NotNullWhen(true)] out CompatOrder? order, [NotNullWhen(false)] out PayerRefusal? refusal)
    {
        order = null;
        if (request.Job is not AiJob job)
        {
            refusal = CompatRefusals.NotPayable(request.Job.Kind);
            return false;
        }

        if (!OrchestratorInfoReader.TryReadOffer(request.OrchestratorInfo.Span, out var offer, out var fault))
        {
            refusal = CompatRefusals.Named(RefusalKind.MalformedOrchestratorInfo, fault.ToString());
            return false;
        }

        refusal = Objection(request, offer);
        order = refusal is null ? new CompatOrder(request, job, offer, offer.AuthToken!, offer.Price!, TicketEvOf(offer)) : null;
        return refusal is null;
    }

    private static Rational TicketEvOf(OrchestratorOffer offer) =>
        offer is { Price.PricePerUnit: > 0, TicketParameters: { } parameters } ? ExpectedValue.Of(parameters.FaceValue, parameters.WinProbability) : Rational.Zero;

    private static PayerRefusal? Objection(PaymentRequest request, OrchestratorOffer offer)
    {
        if (offer.AuthToken is null)
        {
            return CompatRefusals.Named(RefusalKind.MissingAuthToken, "The orchestrator sent no authentication token.");
        }

        if (offer.Price is not { PixelsPerUnit: > 0 } price)
        {
            return CompatRefusals.Named(RefusalKind.InvalidPrice, "The orchestrator names no usable price.");
        }

        // The API takes no ceiling with a number of units, so this gateway's own is kept here.
        if (request.MaxPrice is { } ceiling && price.PerUnit > ceiling)
        {
            return CompatRefusals.Named(
                RefusalKind.PriceAboveCallersMaximum, $"The price of {price.PerUnit} wei per unit is above the ceiling of {ceiling}.", price.PerUnit.ToString(), ceiling.ToString());
        }

        return price.PricePerUnit > 0 && offer.TicketParameters is null
            ? CompatRefusals.Named(RefusalKind.MissingTicketParameters, "The orchestrator sent no ticket parameters.")
            : null;
    }
}
