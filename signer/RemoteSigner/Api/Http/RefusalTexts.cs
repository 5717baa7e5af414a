using System.Globalization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace RemoteSigner.Api.Http;

/// <summary>Refusals in the words that callers of go-livepeer's signer know; some of them act on the words.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go, pm/sender.go.</remarks>
internal static class RefusalTexts
{
    /// <summary>What the webhook's ceiling is called.</summary>
    public const string WebhookCeiling = "auth webhook maxPrice";

    private const string CouldNotCheck = "remote signer could not check whether to refresh session: ";
    private const int PriceDecimals = 3;

    public static string Of(PaymentRefusal refusal, OrchestratorOffer offer) => refusal.Kind switch
    {
        RefusalKind.AuthTokenExpiring
            or RefusalKind.TicketParametersExpired
            or RefusalKind.NonceSpaceExhausted
            or RefusalKind.NonceSpaceClosed => "refresh session for remote signer",
        RefusalKind.NothingDue => "no tickets",
        RefusalKind.TooManyTickets => $"numTickets {refusal.Actual} exceeds maximum of {refusal.Limit}",
        RefusalKind.PriceAboveCeiling => Price(refusal, "configured maximum price"),
        RefusalKind.PriceAboveCallersMaximum => Price(refusal, "request maxPrice"),
        RefusalKind.PriceAboveFirstPrice => Price(refusal, "initial session price"),
        RefusalKind.PriceAboveGrantedMaximum => Price(refusal, WebhookCeiling),
        RefusalKind.MissingAuthToken => CouldNotCheck + "missing auth token",
        RefusalKind.InvalidTicketParameters when offer.TicketParameters is { ExpirationBlock.IsZero: true } => CouldNotCheck + "ticketParams expiration block is 0",
        RefusalKind.InvalidTicketParameters => CouldNotCheck + refusal.Message,
        RefusalKind.FaceValueTooLow => $"{CouldNotCheck}ticket faceValue too low faceValue={refusal.Actual}",
        RefusalKind.TicketEvAboveLimit => $"{CouldNotCheck}ticket EV {refusal.Actual} > max ticket EV {refusal.Limit}",
        RefusalKind.TotalEvAboveLimit => $"{CouldNotCheck}total ticket EV {refusal.Actual} for 1 tickets > max total ticket EV {refusal.Limit}",
        RefusalKind.FaceValueAboveDeposit => $"{CouldNotCheck}ticket faceValue {refusal.Actual} > max faceValue {refusal.Limit}",
        RefusalKind.SenderUnlocking => CouldNotCheck + "unable to validate sender: deposit and reserve is set to unlock soon",
        RefusalKind.NoReserve => CouldNotCheck + "no sender reserve",
        RefusalKind.NoDeposit => CouldNotCheck + "no sender deposit",
        RefusalKind.PaymentRateExceeded
            or RefusalKind.EvBudgetExceeded
            or RefusalKind.FaceValueBudgetExceeded
            or RefusalKind.FaceValueAboveLimit
            or RefusalKind.JobNotAllowed
            or RefusalKind.RecipientNotAllowed => $"{refusal.Message} {RefusalCatalogue.For(refusal.Kind).Remedy}",
        _ => refusal.Message,
    };

    /// <summary>An orchestrator's price above a ceiling.</summary>
    public static string Price(Rational price, string ceilingName, Rational ceiling) =>
        string.Create(CultureInfo.InvariantCulture, $"orchestrator price {price.ToFixed(PriceDecimals)} exceeds {ceilingName} ceiling {ceiling.ToFixed(PriceDecimals)}");

    private static string Price(PaymentRefusal refusal, string ceiling) => Price(Rational.Parse(refusal.Actual), ceiling, Rational.Parse(refusal.Limit));
}
