using System.Diagnostics.CodeAnalysis;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Wire.Headers;
using Livepeer.Wire.SignerApi;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>A signer's payment held against what was ordered: an orchestrator would refuse anything else, and what it refuses is paid for all the same.</summary>
/// <param name="Signed">As it came.</param>
/// <param name="TicketCount">Tickets inside.</param>
/// <param name="Signature">Of the credentials.</param>
internal sealed record SignedAnswer(SignedPayment Signed, int TicketCount, Signature65 Signature)
{
    /// <summary>Reads and checks an answer.</summary>
    /// <param name="body">Of status 200.</param>
    /// <param name="order">What was ordered.</param>
    /// <param name="sender">Who pays.</param>
    /// <param name="answer">Null when it is not what was ordered.</param>
    /// <param name="fault">One sentence.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, CompatOrder order, EthAddress sender, [NotNullWhen(true)] out SignedAnswer? answer, [NotNullWhen(false)] out string? fault)
    {
        answer = null;
        if (!SignedPayment.TryRead(body, out var signed))
        {
            fault = "it is no payment with credentials and a state.";
            return false;
        }

        if (!PaymentHeaderReader.TryRead(signed.Payment, out var payment, out var wrong) || !SegmentHeaderReader.TryRead(signed.SegmentCredentials, out var credentials, out wrong))
        {
            fault = wrong.ToString();
            return false;
        }

        fault = Fault(payment, order, sender) ?? Fault(credentials, order, sender);
        answer = fault is null ? new SignedAnswer(signed, payment.TicketCount, credentials.Signature) : null;
        return answer is not null;
    }

    private static string? Fault(ReadPayment payment, CompatOrder order, EthAddress sender) =>
        payment.Sender != sender ? $"it pays from {payment.Sender} instead of {sender}."
        : payment.ExpectedPrice != order.Price ? "it names another price than the orchestrator."
        : payment.TicketCount > 0 && payment.RecipientRandHash != order.Offer.TicketParameters?.RecipientRandHash ? "its tickets are for other parameters than the orchestrator's."
        : null;

    private static string? Fault(ReadCredentials credentials, CompatOrder order, EthAddress sender)
    {
        if (!SegmentCredentials.TryCreate(order.Job, out var expected) || credentials.ManifestId != expected.ManifestId || credentials.Sequence != 0 || credentials.SegmentHash != expected.SegmentHash)
        {
            return "its credentials are for other work.";
        }

        return Secp256k1.Best.TryRecover(expected.Digest().Digest, credentials.Signature, out var signer) && signer == sender
            ? null
            : $"its credentials are not signed by {sender}.";
    }
}
