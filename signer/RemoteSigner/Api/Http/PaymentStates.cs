using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Api.Http;

/// <summary>The ledger's account of a session in the words of the state that callers carry, and the other way round.</summary>
internal static class PaymentStates
{
    private const string HashPrefix = "0x";

    /// <summary>The state behind a payment, planned or made.</summary>
    public static PaymentState After(PaymentPlan plan, PaymentForm form)
    {
        var reading = plan.Meter ?? throw new ArgumentException("A payment of this API is metered.", nameof(plan));
        return Of(reading, form) with
        {
            PmSessionId = form.Offer.TicketParameters!.RecipientRandHash.ToString(),
            SenderNonce = plan.TicketCount == 0 ? 0 : plan.FirstNonce + (uint)plan.TicketCount - 1,
        };
    }

    /// <summary>The state of a session in which nothing was paid now.</summary>
    public static PaymentState Unchanged(MeterReading reading, PaymentForm form) => Of(reading, form) with
    {
        PmSessionId = form.State?.PmSessionId ?? string.Empty,
        SenderNonce = form.State?.SenderNonce ?? 0,
    };

    /// <summary>What an authentic state tells a ledger that does not know the session.</summary>
    public static MeterKnowledge? Knowledge(PaymentState? state) => state is null
        ? null
        : new(
            Rational.TryParse(state.Balance, out var balance) ? balance : Rational.Zero,
            state.LastUpdate.Time.ToUniversalTime(),
            new UnitPrice(state.InitialPricePerUnit, state.InitialPixelsPerUnit),
            Hash32.TryParse(state.PmSessionId, out var hash) && state.PmSessionId.StartsWith(HashPrefix, StringComparison.Ordinal) ? hash : null,
            state.SenderNonce,
            new MeterGrant(state.AuthExpiryUnixSeconds, state.AuthId));

    // A repeated payment has the grant of whoever asked first: neither its end nor what is known of him is for others.
    private static PaymentState Of(MeterReading reading, PaymentForm form) => Of(reading, form, form.Grant ?? reading.Grant);

    private static PaymentState Of(MeterReading reading, PaymentForm form, MeterGrant allowed) => new()
    {
        StateId = form.StateId,
        LastUpdate = new NanoTime(reading.BilledUntil),
        OrchestratorAddress = form.Offer.Address,
        App = form.Request.App,
        AuthExpiryUnixSeconds = allowed.ExpiresAtUnixSeconds,
        Balance = reading.Balance.ToString(),
        InitialPricePerUnit = reading.InitialPrice.Wei,
        InitialPixelsPerUnit = reading.InitialPrice.Units,
        Type = form.Request.Type,
        SequenceNumber = (ulong)reading.Sequence,
        AuthId = reading.Grant.AuthId,
        Consent = allowed.ExpiresAtUnixSeconds > 0 ? form.Consent : "",
    };
}
