using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Formats;

/// <summary>The account of a metered session as stores keep it. Names are part of the stored format; times are .NET UTC ticks.</summary>
internal sealed record MeterJson(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("app")] string App,
    [property: JsonPropertyName("balance")] string Balance,
    [property: JsonPropertyName("billedUntil")] long BilledUntil,
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("priceWei")] long PriceWei,
    [property: JsonPropertyName("priceUnits")] long PriceUnits,
    [property: JsonPropertyName("grantExpires")] long GrantExpires,
    [property: JsonPropertyName("authId")] string AuthId,
    [property: JsonPropertyName("open")] OpenPaymentJson[] Open,
    [property: JsonPropertyName("manifest")] string? Manifest = null)
{
    public static string Write(MeterState meter) => JsonSerializer.Serialize(Of(meter), LedgerJsonContext.Default.MeterJson);

    public static MeterState Read(string text) => JsonSerializer.Deserialize(text, LedgerJsonContext.Default.MeterJson)!.ToMeter();

    public static MeterJson Of(MeterState meter) => new(
        meter.Kind.ToString(),
        meter.Unit.ToString(),
        meter.App,
        meter.Balance.ToString(),
        meter.BilledUntil.UtcTicks,
        meter.Sequence,
        meter.InitialPrice.Wei,
        meter.InitialPrice.Units,
        meter.Grant.ExpiresAtUnixSeconds,
        meter.Grant.AuthId,
        [.. meter.Open.Select(OpenPaymentJson.Of)],
        meter.ManifestId.Length > 0 ? meter.ManifestId : null);

    public MeterState ToMeter() => new(
        Enum.Parse<JobKind>(Kind),
        Enum.Parse<LiveUnit>(Unit),
        App,
        Rational.Parse(Balance),
        new DateTimeOffset(BilledUntil, TimeSpan.Zero),
        Sequence,
        new UnitPrice(PriceWei, PriceUnits),
        new MeterGrant(GrantExpires, AuthId),
        [.. Open.Select(payment => payment.ToPayment())])
    {
        ManifestId = Manifest ?? string.Empty,
    };
}

/// <summary>An open payment of a bucket or of a metered session.</summary>
internal sealed record OpenPaymentJson(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("existing")] string Existing,
    [property: JsonPropertyName("newCredit")] string NewCredit,
    [property: JsonPropertyName("price")] string Price,
    [property: JsonPropertyName("expiresAt")] long ExpiresAt)
{
    public static OpenPaymentJson Of(OpenPayment payment) => new(
        payment.IdempotencyKey, payment.Existing.ToString(), payment.NewCredit.ToString(), payment.PricePerUnit.ToString(), payment.ExpiresAt.UtcTicks);

    public OpenPayment ToPayment() =>
        new(Key, Rational.Parse(Existing), Rational.Parse(NewCredit), Rational.Parse(Price), new DateTimeOffset(ExpiresAt, TimeSpan.Zero));
}

/// <summary>A session's account right after one payment, as a plan keeps it.</summary>
internal sealed record ReadingJson(
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("units")] string Units,
    [property: JsonPropertyName("from")] long? From,
    [property: JsonPropertyName("until")] long Until,
    [property: JsonPropertyName("balance")] string Balance,
    [property: JsonPropertyName("priceWei")] long PriceWei,
    [property: JsonPropertyName("priceUnits")] long PriceUnits,
    [property: JsonPropertyName("grantExpires")] long GrantExpires,
    [property: JsonPropertyName("authId")] string AuthId)
{
    public static ReadingJson? Of(MeterReading? reading) => reading is null
        ? null
        : new(
            reading.Sequence,
            reading.Units.ToString(CultureInfo.InvariantCulture),
            reading.BilledFrom?.UtcTicks,
            reading.BilledUntil.UtcTicks,
            reading.Balance.ToString(),
            reading.InitialPrice.Wei,
            reading.InitialPrice.Units,
            reading.Grant.ExpiresAtUnixSeconds,
            reading.Grant.AuthId);

    public MeterReading ToReading() => new(
        Sequence,
        BigInteger.Parse(Units, CultureInfo.InvariantCulture),
        From is { } from ? new DateTimeOffset(from, TimeSpan.Zero) : null,
        new DateTimeOffset(Until, TimeSpan.Zero),
        Rational.Parse(Balance),
        new UnitPrice(PriceWei, PriceUnits),
        new MeterGrant(GrantExpires, AuthId));
}
