using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Desk;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Checks;

/// <summary>
/// Whether an answer may be used. Everything in it was chosen by the orchestrator, so what makes no sense is refused here, before anybody pays, sends or
/// connects by it. Numbers of the tickets themselves are judged by the payment core, which knows the chain.
/// </summary>
internal static class OfferCheck
{
    // Tokens live 30 minutes (go-livepeer core/orchestrator.go). One that seems to live for days would switch off every renewal.
    private static readonly TimeSpan MaxTokenLife = TimeSpan.FromHours(24);

    /// <summary>The first thing that is wrong, or null.</summary>
    public static OrchestratorRefusal? Refusal(OrchestratorDescription description, ListedOrchestrator orchestrator, LeaseTerms terms, DateTimeOffset now)
    {
        var offer = description.Offer;
        return ServiceUri(offer, orchestrator)
            ?? Token(offer.AuthToken, now)
            ?? Fit(description, terms)
            ?? Price(offer, terms)
            ?? TicketParameters(offer, terms);
    }

    private static OrchestratorRefusal? ServiceUri(OrchestratorOffer offer, ListedOrchestrator orchestrator)
    {
        if (!OrchestratorUri.TryParse(offer.Transcoder, out var uri))
        {
            return new OrchestratorRefusal(
                OrchestratorRefusalKind.UnusableUri,
                offer.Transcoder.Length == 0 ? "it names no service URI" : "its service URI is not http(s)://host:port without user, query and fragment");
        }

        return orchestrator.Uri.Scheme == Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttps
            ? new OrchestratorRefusal(OrchestratorRefusalKind.UnusableUri, "it is listed as https and names a service URI with http")
            : null;
    }

    private static OrchestratorRefusal? Token(AuthToken? token, DateTimeOffset now)
    {
        var problem = token switch
        {
            null => "it sent no token",
            { Token.IsEmpty: true } => "its token is empty",
            { SessionId.Length: 0 } => "its token names no session",
            _ when token.ExpirationUnixSeconds <= now.ToUnixTimeSeconds() => "its token is expired already",
            _ when token.ExpirationUnixSeconds > now.Add(MaxTokenLife).ToUnixTimeSeconds() => $"its token lives longer than {MaxTokenLife.TotalHours} hours",
            _ => null,
        };
        return problem is null ? null : new OrchestratorRefusal(OrchestratorRefusalKind.UnusableToken, problem);
    }

    private static OrchestratorRefusal? Fit(OrchestratorDescription description, LeaseTerms terms)
    {
        var fit = terms.Needs.FitOf(description.Capabilities);
        return fit.Fits ? null : new OrchestratorRefusal(OrchestratorRefusalKind.NotCapable, fit.Detail);
    }

    private static OrchestratorRefusal? Price(OrchestratorOffer offer, LeaseTerms terms)
    {
        if (offer.Price is not { } price)
        {
            return terms.Paid ? new OrchestratorRefusal(OrchestratorRefusalKind.UnusablePrice, "it names no price") : null;
        }

        if (price.PricePerUnit < 0 || price.PixelsPerUnit <= 0)
        {
            return new OrchestratorRefusal(OrchestratorRefusalKind.UnusablePrice, $"its price is {price.PricePerUnit} wei for {price.PixelsPerUnit} units");
        }

        return terms.MaxPrice is { } ceiling && price.PerUnit > ceiling
            ? new OrchestratorRefusal(OrchestratorRefusalKind.PriceAboveCeiling, $"its price of {price.PerUnit} wei per unit is above the ceiling of {ceiling}")
            : null;
    }

    private static OrchestratorRefusal? TicketParameters(OrchestratorOffer offer, LeaseTerms terms)
    {
        if (offer.TicketParameters is not { } parameters)
        {
            return terms.Paid && offer.Price is { PricePerUnit: > 0 }
                ? new OrchestratorRefusal(OrchestratorRefusalKind.UnusableTicketParameters, "it is paid, but sent no ticket parameters")
                : null;
        }

        var problem = parameters switch
        {
            { Recipient.IsZero: true } => "its tickets would pay the zero address",
            { ExpirationBlock.IsZero: true } => "its ticket parameters expire at block 0",
            _ => null,
        };
        return problem is null || !terms.Paid ? null : new OrchestratorRefusal(OrchestratorRefusalKind.UnusableTicketParameters, problem);
    }
}
