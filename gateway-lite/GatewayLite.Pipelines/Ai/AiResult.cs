using System.Collections.Immutable;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Answer to an AI request.</summary>
/// <param name="RequestId">Of the request.</param>
/// <param name="Attempts">Every orchestrator that was tried, in order; the last one of a success did the work.</param>
public abstract record AiResult(string RequestId, ImmutableArray<AiAttempt> Attempts)
{
    /// <summary>Done, paid once.</summary>
    /// <param name="RequestId">Of the request.</param>
    /// <param name="Attempts">Who was tried.</param>
    /// <param name="Json">UTF-8 JSON for the client; kept media appears in it as <see cref="AiMedia.Path"/>.</param>
    /// <param name="Media">Bytes to keep and serve; only with <see cref="AiResultMode.Rehost"/>.</param>
    public sealed record Succeeded(string RequestId, ImmutableArray<AiAttempt> Attempts, ReadOnlyMemory<byte> Json, ImmutableArray<AiMedia> Media)
        : AiResult(RequestId, Attempts);

    /// <summary>Not done.</summary>
    /// <param name="RequestId">Of the request.</param>
    /// <param name="Attempts">Who was tried.</param>
    /// <param name="Kind">Class of failure; decides the status.</param>
    /// <param name="Code">Stable code, for example <c>invalid_json</c>.</param>
    /// <param name="Message">One sentence, safe to show to the client.</param>
    public sealed record Failed(string RequestId, ImmutableArray<AiAttempt> Attempts, AiFailureKind Kind, string Code, string Message) : AiResult(RequestId, Attempts);
}

/// <summary>Media to keep and serve.</summary>
/// <param name="Path">Where the client expects it, relative to this gateway: <c>/stream/{request id}/{name}</c>; safe characters only.</param>
/// <param name="ContentType">For example <c>image/png</c>.</param>
/// <param name="Data">The bytes.</param>
public sealed record AiMedia(string Path, string ContentType, ReadOnlyMemory<byte> Data);

/// <summary>One try at one orchestrator.</summary>
/// <param name="Orchestrator">Base URI.</param>
/// <param name="Outcome">Short stable word: <c>ok</c>, <c>busy</c>, <c>timeout</c> ...</param>
public sealed record AiAttempt(Uri Orchestrator, string Outcome);
