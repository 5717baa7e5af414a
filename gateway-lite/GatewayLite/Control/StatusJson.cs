using System.Text.Json.Serialization;

namespace GatewayLite.Control;

/// <summary>Answer of /status. Amounts are exact decimal text in wei, "n" or "n/d".</summary>
internal sealed record StatusJson(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("startedAt")] DateTimeOffset StartedAt,
    [property: JsonPropertyName("sender")] string? Sender,
    [property: JsonPropertyName("streams")] IReadOnlyList<StreamStatusJson> Streams,
    [property: JsonPropertyName("ai")] AiStatusJson Ai,
    [property: JsonPropertyName("orchestrators")] IReadOnlyList<OrchestratorStatusJson> Orchestrators,
    [property: JsonPropertyName("segmentMemory")] MemoryStatusJson SegmentMemory);

internal sealed record StreamStatusJson(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("publishId")] string PublishId,
    [property: JsonPropertyName("live")] bool Live,
    [property: JsonPropertyName("startedAt")] DateTimeOffset StartedAt,
    [property: JsonPropertyName("renditions")] IReadOnlyList<RenditionStatusJson> Renditions,
    [property: JsonPropertyName("sourceSegments")] long SourceSegments,
    [property: JsonPropertyName("renditionSegments")] long RenditionSegments,
    [property: JsonPropertyName("gaps")] long Gaps,
    [property: JsonPropertyName("lateRenditions")] long LateRenditions,
    [property: JsonPropertyName("discontinuities")] long Discontinuities,
    [property: JsonPropertyName("transcoding")] TranscodingStatusJson? Transcoding);

internal sealed record RenditionStatusJson(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("width")] int Width,
    [property: JsonPropertyName("height")] int Height,
    [property: JsonPropertyName("bitsPerSecond")] long BitsPerSecond);

internal sealed record TranscodingStatusJson(
    [property: JsonPropertyName("orchestrator")] string? Orchestrator,
    [property: JsonPropertyName("standby")] string? Standby,
    [property: JsonPropertyName("segmentsRead")] long SegmentsRead,
    [property: JsonPropertyName("segmentsTranscoded")] long SegmentsTranscoded,
    [property: JsonPropertyName("segmentsLost")] long SegmentsLost,
    [property: JsonPropertyName("segmentsInFlight")] int SegmentsInFlight,
    [property: JsonPropertyName("tickets")] long Tickets,
    [property: JsonPropertyName("paidExpectedValueWei")] string PaidExpectedValueWei,
    [property: JsonPropertyName("failovers")] long Failovers,
    [property: JsonPropertyName("lastLatencyScoreThousandths")] int? LastLatencyScoreThousandths,
    [property: JsonPropertyName("lastError")] string LastError,
    [property: JsonPropertyName("lastErrorAt")] DateTimeOffset? LastErrorAt);

internal sealed record AiStatusJson(
    [property: JsonPropertyName("jobs")] long Jobs,
    [property: JsonPropertyName("succeeded")] long Succeeded,
    [property: JsonPropertyName("failed")] long Failed,
    [property: JsonPropertyName("rejectedBusy")] long RejectedBusy,
    [property: JsonPropertyName("inFlight")] int InFlight,
    [property: JsonPropertyName("waiting")] int Waiting,
    [property: JsonPropertyName("tickets")] long Tickets,
    [property: JsonPropertyName("paidExpectedValueWei")] string PaidExpectedValueWei,
    [property: JsonPropertyName("lastError")] string LastError);

internal sealed record OrchestratorStatusJson(
    [property: JsonPropertyName("uri")] string Uri,
    [property: JsonPropertyName("usable")] bool Usable,
    [property: JsonPropertyName("why")] string Why,
    [property: JsonPropertyName("priceWeiPerUnit")] string? PriceWeiPerUnit,
    [property: JsonPropertyName("lastSeenAt")] DateTimeOffset? LastSeenAt);

internal sealed record MemoryStatusJson(
    [property: JsonPropertyName("usedBytes")] long UsedBytes,
    [property: JsonPropertyName("budgetBytes")] long BudgetBytes);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(ReadinessJson))]
[JsonSerializable(typeof(ControlErrorJson))]
internal sealed partial class ControlJson : JsonSerializerContext;

internal sealed record ReadinessJson(
    [property: JsonPropertyName("ready")] bool Ready,
    [property: JsonPropertyName("payer")] string Payer,
    [property: JsonPropertyName("orchestrators")] string Orchestrators);

internal sealed record ControlErrorJson([property: JsonPropertyName("error")] string Error);
