using System.Numerics;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The bounds of what an orchestrator sent. Nothing of it is authenticated.</summary>
internal static class OfferCheck
{
    public const int MaxTranscoderLength = 2048;
    public const int MaxConstraintLength = 256;
    public const int MaxTokenLength = 4096;
    public const int MaxSessionIdLength = 256;

    public static PaymentRefusal? Check(OrchestratorOffer offer, Job job)
    {
        if (offer.Transcoder is null || offer.Transcoder.Length > MaxTranscoderLength)
        {
            return Malformed("The orchestrator's URI is too long.", Length(offer.Transcoder), Text(MaxTranscoderLength));
        }

        // A BYOC token is not an authentication token, and its job is not sent with segment credentials.
        return Price(offer) ?? (job is ByocJob && offer.AuthToken is null ? null : Token(offer.AuthToken)) ?? (offer.TicketParameters is { } parameters ? Parameters(parameters) : null);
    }

    // A real orchestrator does not refuse a negative price, and divides by the units. Source: go-livepeer core/orchestrator.go.
    private static PaymentRefusal? Price(OrchestratorOffer offer) => offer.Price switch
    {
        null => new(RefusalKind.InvalidPrice, "The orchestrator names no price."),
        { PixelsPerUnit: <= 0 } price => new(RefusalKind.InvalidPrice, "The orchestrator's price is for no units.", Text(price.PixelsPerUnit), "1"),
        { PricePerUnit: < 0 } price => new(RefusalKind.InvalidPrice, "The orchestrator's price is negative.", Text(price.PricePerUnit), "0"),
        { Constraint: null or { Length: > MaxConstraintLength } } price =>
            new(RefusalKind.InvalidPrice, "The model that the price is for has too long a name.", Length(price.Constraint), Text(MaxConstraintLength)),
        _ => null,
    };

    private static PaymentRefusal? Token(AuthToken? token) => token switch
    {
        null => new(RefusalKind.MissingAuthToken, "The orchestrator gave no authentication token."),
        { Token.Length: > MaxTokenLength } => Malformed("The authentication token is too long.", Text(token.Token.Length), Text(MaxTokenLength)),
        _ when !PrintableText.IsValid(token.SessionId, MaxSessionIdLength) => Malformed(
            $"The session id of the authentication token is not 1 to {MaxSessionIdLength} printable ASCII characters.",
            Length(token.SessionId),
            Text(MaxSessionIdLength)),
        _ => null,
    };

    private static PaymentRefusal? Parameters(TicketParameters parameters)
    {
        if (parameters.Recipient.IsZero)
        {
            return Parameter("The ticket recipient is the zero address.");
        }

        if (!IsWord(parameters.FaceValue.Amount))
        {
            return Parameter("The face value has more than 256 bits.");
        }

        if (!IsWord(parameters.Seed))
        {
            return Parameter("The seed is negative or has more than 256 bits.");
        }

        if (!IsWord(parameters.ExpirationBlock))
        {
            return Parameter("The expiration block is negative or has more than 256 bits.");
        }

        return parameters.Expiration is { CreationRound: < 0 } expiration
            ? Parameter("The creation round is negative.", Text(expiration.CreationRound), "0")
            : null;
    }

    private static bool IsWord(BigInteger number) => number.Sign >= 0 && number <= WinProbability.MaxScaled;

    private static PaymentRefusal Malformed(string message, string actual, string limit) =>
        new(RefusalKind.MalformedOrchestratorInfo, message, actual, limit);

    private static PaymentRefusal Parameter(string message, string actual = "", string limit = "") =>
        new(RefusalKind.InvalidTicketParameters, message, actual, limit);
}
