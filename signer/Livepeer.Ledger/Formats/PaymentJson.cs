using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Crypto;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Formats;

/// <summary>A payment as a store keeps it that has one text per row. Names are part of the stored format; the time is .NET UTC ticks.</summary>
/// <remarks>Without its plan it is the tombstone, a tenth of the size.</remarks>
internal sealed record PaymentJson(
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("plan")] PlanJson? Plan,
    [property: JsonPropertyName("sender")] string Sender,
    [property: JsonPropertyName("recipient")] string Recipient,
    [property: JsonPropertyName("bucket")] string Bucket,
    [property: JsonPropertyName("keepPlanUntil")] long KeepPlanUntil,
    [property: JsonPropertyName("meteredSession")] string? MeteredSession)
{
    public static string Write(PaymentRow row) => JsonSerializer.Serialize(
        new PaymentJson(
            row.Payment.Fingerprint.ToString(),
            row.Payment.Plan is { } plan ? PlanJson.Of(plan) : null,
            row.Payment.Balance.Sender.ToString(),
            row.Payment.Balance.Recipient.ToString(),
            row.Payment.Balance.Bucket,
            row.KeepPlanUntil.UtcTicks,
            row.Payment.Metered?.PaymentSessionId),
        LedgerJsonContext.Default.PaymentJson);

    public static PaymentRow Read(string text)
    {
        var payment = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.PaymentJson)!;
        var recipient = EthAddress.Parse(payment.Recipient);
        return new(
            new StoredPayment(
                Hash32.Parse(payment.Fingerprint),
                payment.Plan?.ToPlan(),
                new BalanceKey(EthAddress.Parse(payment.Sender), recipient, payment.Bucket))
            {
                Metered = payment.MeteredSession is { } session ? new SessionKey(session, recipient) : null,
            },
            new DateTimeOffset(payment.KeepPlanUntil, TimeSpan.Zero));
    }
}
