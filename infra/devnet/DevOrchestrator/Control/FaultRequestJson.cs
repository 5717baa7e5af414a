using System.Text.Json.Serialization;

namespace DevOrchestrator.Control;

/// <summary>Body of POST /faults. Absent members leave what is in force.</summary>
internal sealed record FaultRequestJson
{
    /// <summary>Ends the process at once; the answer to this request may be lost with it.</summary>
    [JsonPropertyName("die")]
    public bool? Die { get; init; }

    /// <summary>Loses secrets, balances, nonces, sessions and results, and goes on.</summary>
    [JsonPropertyName("restart")]
    public bool? Restart { get; init; }

    [JsonPropertyName("capped")]
    public bool? Capped { get; init; }

    [JsonPropertyName("stall")]
    public ScopedFaultJson? Stall { get; init; }

    [JsonPropertyName("drop")]
    public ScopedFaultJson? Drop { get; init; }

    /// <summary>Credit, then cut the connection.</summary>
    [JsonPropertyName("loseAnswer")]
    public ScopedFaultJson? LoseAnswer { get; init; }

    /// <summary>Credit, then wait before the answer.</summary>
    [JsonPropertyName("slowAnswer")]
    public ScopedFaultJson? SlowAnswer { get; init; }

    [JsonPropertyName("delayMillis")]
    public int? DelayMillis { get; init; }

    [JsonPropertyName("priceFactor")]
    public string? PriceFactor { get; init; }

    /// <summary>Text of the refusal; empty takes payments again.</summary>
    [JsonPropertyName("refusePayment")]
    public string? RefusePayment { get; init; }

    /// <summary>Answers to payments repeat the ticket parameters that were paid with.</summary>
    [JsonPropertyName("keepTicketParams")]
    public bool? KeepTicketParams { get; init; }

    /// <summary>Ends all live streams and runner sessions now, with this as the reason.</summary>
    [JsonPropertyName("closeSessions")]
    public string? CloseSessions { get; init; }

    /// <summary>none, rendition, signature or pixels.</summary>
    [JsonPropertyName("wrongResult")]
    public string? WrongResult { get; init; }
}

/// <summary>Which requests a fault hits (segment, ai, grpc, download, payment, live, runner, byoc, all; none ends it), for how long, and when.</summary>
internal sealed record ScopedFaultJson
{
    [JsonPropertyName("scopes")]
    public IReadOnlyList<string> Scopes { get; init; } = ["all"];

    /// <summary>Absent: until the caller gives up.</summary>
    [JsonPropertyName("durationMillis")]
    public int? DurationMillis { get; init; }

    /// <summary>Segments only: after the early 200 instead of before it.</summary>
    [JsonPropertyName("afterHeaders")]
    public bool AfterHeaders { get; init; }
}
