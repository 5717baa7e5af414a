using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Formats;

/// <summary>One payment in the account, as stores keep it. Names are part of the stored format.</summary>
internal sealed record UsageJson(
    [property: JsonPropertyName("tenant")] string Tenant,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("session")] string Session,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("capability")] string Capability,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("manifest")] string Manifest,
    [property: JsonPropertyName("recipient")] string Recipient,
    [property: JsonPropertyName("orchestrator")] string Orchestrator,
    [property: JsonPropertyName("uri")] string Uri,
    [property: JsonPropertyName("randHash")] string? RandHash,
    [property: JsonPropertyName("firstNonce")] uint FirstNonce,
    [property: JsonPropertyName("tickets")] int Tickets,
    [property: JsonPropertyName("priceWei")] long PriceWei,
    [property: JsonPropertyName("priceUnits")] long PriceUnits,
    [property: JsonPropertyName("fee")] string Fee,
    [property: JsonPropertyName("ev")] string Ev,
    [property: JsonPropertyName("faceValue")] string FaceValue,
    [property: JsonPropertyName("balance")] string Balance,
    [property: JsonPropertyName("meter")] ReadingJson? Meter,
    [property: JsonPropertyName("app")] string? App = null,
    [property: JsonPropertyName("unit")] string? Unit = null)
{
    public static string Write(UsageRecord record) => JsonSerializer.Serialize(
        new UsageJson(
            record.Tenant.Value,
            record.IdempotencyKey,
            record.PaymentSessionId,
            record.Kind.ToString(),
            record.Capability,
            record.Model,
            record.ManifestId,
            record.Recipient.ToString(),
            record.Orchestrator.ToString(),
            record.OrchestratorUri,
            record.RecipientRandHash?.ToString(),
            record.FirstNonce,
            record.Tickets,
            record.Price.Wei,
            record.Price.Units,
            record.Fee.ToString(),
            record.ExpectedValue.ToString(),
            record.FaceValueWei.ToString(CultureInfo.InvariantCulture),
            record.Balance.ToString(),
            ReadingJson.Of(record.Meter),
            record.App,
            record.Unit == LiveUnit.Unknown ? null : record.Unit.ToString()),
        LedgerJsonContext.Default.UsageJson);

    public static UsageRecord Read(string text, DateTimeOffset at)
    {
        var usage = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.UsageJson)!;
        return new(
            new TenantId(usage.Tenant),
            at,
            usage.Key,
            usage.Session,
            Enum.Parse<JobKind>(usage.Kind),
            usage.Capability,
            usage.Model,
            usage.Manifest,
            EthAddress.Parse(usage.Recipient),
            EthAddress.Parse(usage.Orchestrator),
            usage.Uri,
            usage.RandHash is { } hash ? Hash32.Parse(hash) : null,
            usage.FirstNonce,
            usage.Tickets,
            new UnitPrice(usage.PriceWei, usage.PriceUnits),
            Rational.Parse(usage.Fee),
            Rational.Parse(usage.Ev),
            BigInteger.Parse(usage.FaceValue, CultureInfo.InvariantCulture),
            Rational.Parse(usage.Balance),
            usage.Meter?.ToReading())
        {
            App = usage.App,
            Unit = usage.Unit is { } unit ? Enum.Parse<LiveUnit>(unit) : LiveUnit.Unknown,
        };
    }
}
