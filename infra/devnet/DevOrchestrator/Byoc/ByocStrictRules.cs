using System.Text.Json;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Byoc;

/// <summary>Rules beyond go-livepeer's for BYOC: spellings as the protocol states them, and a payment that is this job's own.</summary>
internal static class ByocStrictRules
{
    /// <summary>Why a job is refused, or null.</summary>
    public static string? Check(JobRequestJson job) =>
        CheckSpelling(job.Sender, job.Sig)
        ?? CheckDocument("request", job.Request)
        ?? CheckDocument("parameters", job.Parameters)
        ?? (job.TimeoutSeconds < 0 ? "negative timeout_seconds" : null);

    /// <summary>Why an address is refused, or null.</summary>
    public static string? CheckSpelling(string address, string signature) =>
        !EthAddress.TryParse(address, out var parsed) || parsed.ToString() != address ? $"'{address}' is not a checksummed address with 0x"
        : signature.Length != 2 + (2 * SignatureCheck.Size) || !signature.StartsWith("0x", StringComparison.Ordinal) ? "signature is not 0x and 130 hex digits"
        : null;

    /// <summary>Why the payment of a job is refused, or null.</summary>
    public static string? Check(ReceivedPayment payment, EthAddress sender, Rational price) =>
        payment.Sender != sender ? "payment sender differs from job sender"
        : payment.Price != price ? "payment price does not match job price"
        : null;

    private static string? CheckDocument(string member, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : $"{member} is not a JSON object";
        }
        catch (JsonException)
        {
            return $"{member} is not a JSON object";
        }
    }
}
