using System.Globalization;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk.Usage;

namespace RemoteSigner.Usage;

/// <summary>One line of GET /usage. Amounts are wei: exact fractions as text.</summary>
internal sealed record UsageDayJson(
    string Day, string Tenant, string Kind, string Capability, string Model, long Payments, long Tickets, string ExpectedValueWei, string FeeWei, string FaceValueWei)
{
    public static UsageDayJson Of(UsageDay day) => new(
        day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        day.Tenant.Value,
        UsageNames.Of(day.Kind),
        UsageNames.Capability(day.Kind, day.Capability),
        day.Model,
        day.Payments,
        day.Tickets,
        day.ExpectedValue.ToString(),
        day.Fee.ToString(),
        day.FaceValueWei.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Answer of GET /usage.</summary>
/// <param name="Days">Sums by day, tenant, kind, capability and model.</param>
/// <param name="Cut">Whether there are more lines than are given.</param>
/// <param name="UndeliveredEvents">Payments that the usage webhook has not taken yet; null without a webhook.</param>
internal sealed record UsageAnswerJson(IReadOnlyList<UsageDayJson> Days, bool Cut, long? UndeliveredEvents);

/// <summary>What a usage webhook gets: events in the order of payments.</summary>
internal sealed record UsageBatchJson([property: JsonPropertyName("events")] IReadOnlyList<UsageEventJson> Events);

/// <summary>One payment in the shape of go-livepeer's billing event, with what that lacks.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go, event create_signed_ticket.</remarks>
internal sealed record UsageEventJson(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("gateway")] string Gateway,
    [property: JsonPropertyName("data")] UsageEventDataJson Data);

/// <summary>The payment. Amounts are wei as text: whole, or exact fractions where the name says so.</summary>
internal sealed record UsageEventDataJson(
    [property: JsonPropertyName("session_id")] string SessionId,
    [property: JsonPropertyName("session_status")] string SessionStatus,
    [property: JsonPropertyName("tenant")] string Tenant,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("app")] string App,
    [property: JsonPropertyName("pipeline")] string Pipeline,
    [property: JsonPropertyName("capability")] string Capability,
    [property: JsonPropertyName("model_id")] string ModelId,
    [property: JsonPropertyName("request_id")] string RequestId,
    [property: JsonPropertyName("orch_address")] string OrchestratorAddress,
    [property: JsonPropertyName("orch_url")] string OrchestratorUrl,
    [property: JsonPropertyName("recipient")] string Recipient,
    [property: JsonPropertyName("manifest_id")] string ManifestId,
    [property: JsonPropertyName("pm_session_id")] string PmSessionId,
    [property: JsonPropertyName("current_time")] string CurrentTime,
    [property: JsonPropertyName("current_time_unix")] long CurrentTimeUnixMillis,
    [property: JsonPropertyName("previous_time")] string PreviousTime,
    [property: JsonPropertyName("previous_time_unix")] long PreviousTimeUnixMillis,
    [property: JsonPropertyName("billable_secs")] string BillableSeconds,
    [property: JsonPropertyName("pixels")] string Units,
    [property: JsonPropertyName("session_balance")] string SessionBalance,
    [property: JsonPropertyName("computed_fee")] string ComputedFee,
    [property: JsonPropertyName("computed_fee_exact")] string ComputedFeeExact,
    [property: JsonPropertyName("expected_value_exact")] string ExpectedValueExact,
    [property: JsonPropertyName("face_value")] string FaceValue,
    [property: JsonPropertyName("cost")] string Cost,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("num_tickets")] int Tickets,
    [property: JsonPropertyName("first_nonce")] uint FirstNonce,
    [property: JsonPropertyName("auth_id")] string AuthId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UsageAnswerJson))]
[JsonSerializable(typeof(UsageBatchJson))]
internal sealed partial class UsageJsonContext : JsonSerializerContext;
