namespace DevOrchestrator.Live;

/// <summary>One channel of a live stream: a row of numbered segments. Only as much as a payer needs. Source: go-livepeer trickle/trickle_server.go.</summary>
internal interface ITrickleChannel
{
    /// <summary>The number that the next segment will have.</summary>
    int Next { get; }

    /// <summary>Answers GET {channel}/{index}: -1 is the next segment, -2 the one before it.</summary>
    Task ReadAsync(HttpContext context, int index);

    /// <summary>Answers POST {channel}/{index}: -1 is the next segment.</summary>
    Task WriteAsync(HttpContext context, int index);
}
