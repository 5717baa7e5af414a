using System.Globalization;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Money;

namespace RemoteSigner.Usage;

/// <summary>Turns the account's records into events.</summary>
internal static class UsageEvents
{
    private const int CostDecimals = 10;

    public static UsageEventJson Of(StoredUsage stored, string gateway)
    {
        var record = stored.Record;
        var meter = record.Meter;
        var capability = UsageNames.Capability(record.Kind, record.Capability);
        var previous = meter?.BilledFrom;
        return new(
            stored.EventId,
            "create_signed_ticket",
            record.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            gateway,
            new(
                record.PaymentSessionId,
                meter is { Sequence: > 0 } ? "continuing" : "new",
                record.Tenant.Value,
                UsageNames.Of(record.Kind),
                record.App ?? (record.Model.Length == 0 ? capability : $"{capability}/{record.Model}"),
                UsageNames.Pipeline(record),
                capability,
                record.Model,
                record.IdempotencyKey,
                record.Orchestrator.ToString(),
                record.OrchestratorUri,
                record.Recipient.ToString(),
                record.ManifestId,
                record.RecipientRandHash?.ToString() ?? string.Empty,
                Time(record.At),
                record.At.ToUnixTimeMilliseconds(),
                previous is { } from ? Time(from) : string.Empty,
                previous?.ToUnixTimeMilliseconds() ?? 0,
                previous is { } since ? new Rational((meter!.BilledUntil - since).Ticks, TimeSpan.TicksPerSecond).ToFixed(3) : "0",
                meter?.Units.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
                record.Balance.ToString(),
                record.Fee.ToFixed(0),
                record.Fee.ToString(),
                record.ExpectedValue.ToString(),
                record.FaceValueWei.ToString(CultureInfo.InvariantCulture),
                record.Price.PerUnit.ToFixed(CostDecimals),
                meter?.Sequence ?? 0,
                record.Tickets,
                record.FirstNonce,
                meter?.Grant.AuthId ?? string.Empty));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
