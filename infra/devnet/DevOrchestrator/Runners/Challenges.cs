using System.Security.Cryptography;
using DevOrchestrator.Api;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Runners;

/// <summary>Tells payers what to pay with: ticket parameters, price and a token whose session id is the session to be. Source: go-livepeer server/ai_http.go.</summary>
internal sealed class Challenges(Node node)
{
    private const string PayerHeader = "Livepeer-Payer-Address";

    /// <summary>A new session for a runner; nothing is reserved yet.</summary>
    public (ChallengeJson? Challenge, Refusal? Refusal) Ask(RunnerOffer runner, IHeaderDictionary headers)
    {
        if (ReadAddress(headers[PayerHeader].ToString()) is not { } sender)
        {
            return (null, Refusal.Json(StatusCodes.Status402PaymentRequired, "invalid live runner payment signer address"));
        }

        var incarnation = node.Now;
        var price = node.RunnerPrice(runner);
        var manifest = RandomNumberGenerator.GetHexString(8, lowercase: true);
        if (Describe(sender, price, manifest) is not { } info)
        {
            return (null, new Refusal(StatusCodes.Status500InternalServerError, Recipient.TicketIssuance.InsufficientReserve));
        }

        incarnation.Challenges.Note(manifest, new IssuedChallenge(runner.Name, sender, price, node.Time + AuthTokens.Lifetime));
        return (Challenge(info, $"/apps/{runner.Name}/session/{manifest}/payment"), null);
    }

    /// <summary>Fresh parameters and a fresh token for a session that has paid before, at the price it paid.</summary>
    public (ChallengeJson? Challenge, Refusal? Refusal) Refresh(RefreshRequestJson request)
    {
        if (ReadAddress(request.Sender ?? string.Empty) is not { } sender)
        {
            return (null, Refusal.Json(StatusCodes.Status400BadRequest, "invalid sender"));
        }

        if (request.ManifestId?.Trim() is not { Length: > 0 } manifest)
        {
            return (null, Refusal.Json(StatusCodes.Status400BadRequest, "missing manifest_id"));
        }

        if (node.Now.Receiver.FixedPrice(sender, manifest) is not { } price)
        {
            return (null, Refusal.Json(StatusCodes.Status409Conflict, "fixed price not found for session"));
        }

        return Describe(sender, price, manifest) is { } info
            ? (Challenge(info, "/payment"), null)
            : (null, Refusal.Json(StatusCodes.Status500InternalServerError, "Internal Server Error"));
    }

    /// <summary>40 hex digits, with 0x, 0X or nothing before them.</summary>
    private static EthAddress? ReadAddress(string text) =>
        EthAddress.TryParse(text.StartsWith("0X", StringComparison.Ordinal) ? text[2..] : text, out var address) ? address : null;

    private OrchestratorInfo? Describe(EthAddress sender, Rational price, string manifest) => node.Issue(sender, price).Terms is { } terms
        ? new OrchestratorInfo
        {
            Transcoder = node.ServiceUri.GetLeftPart(UriPartial.Authority),
            TicketParams = terms.ToWire(),
            PriceInfo = Offer.ToWire(price),
            Address = ByteString.CopyFrom(node.Key.Address.ToBytes()),
            AuthToken = node.NewToken(manifest),
        }
        : null;

    private ChallengeJson Challenge(OrchestratorInfo info, string paymentPath) =>
        new(info.ToByteArray(), info.Transcoder, info.AuthToken.SessionId, new Uri(node.ServiceUri, paymentPath).AbsoluteUri);
}
