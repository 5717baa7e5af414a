using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Pays nothing: for private orchestrators that work for free. Credentials carry the orchestrator's token and no signature.</summary>
public sealed class FreePayer : IPayer
{
    /// <inheritdoc/>
    public bool SpendsMoney => false;

    /// <inheritdoc/>
    public PayerRefusal? CannotPayFor(JobKind kind) => null;

    /// <inheritdoc/>
    public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(SenderIdentity.Nobody);

    /// <inheritdoc/>
    public ValueTask<SenderIdentity> AskAnewAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Answer(request));
    }

    /// <inheritdoc/>
    public void Report(string paymentSessionId, Settlement settlement)
    {
        // Nothing was paid, so nobody waits for an outcome.
    }

    private static PayerAnswer Answer(PaymentRequest request)
    {
        if (!OrchestratorInfoReader.TryReadOffer(request.OrchestratorInfo.Span, out var offer, out var fault))
        {
            return new PayerAnswer.Refused(new(PayerRefusalKind.OfferUnacceptable, "malformed_orchestrator_info", fault.ToString()));
        }

        return offer.AuthToken is { } token
            ? new PayerAnswer.Paid(new(PaymentHeader.Unpaid, SegmentHeader.Format(request.Job, token, signature: null), 0, Rational.Zero, Rational.Zero, null, null))
            : new PayerAnswer.Refused(new(PayerRefusalKind.OfferUnacceptable, "missing_auth_token", "The orchestrator sent no authentication token."));
    }
}
