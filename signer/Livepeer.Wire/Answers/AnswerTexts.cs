using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Livepeer.Wire.Answers;

/// <summary>The texts by which orchestrators say what went wrong. The network has no codes: this is the only place that knows the words.</summary>
/// <remarks>
/// Source: go-livepeer server/segment_rpc.go, server/ai_http.go, server/rpc.go, pm/recipient.go, pm/validator.go, core/orchestrator.go, and the verdicts
/// recorded in tests/vectors/recipient.json and segdata.json.
/// </remarks>
internal static class AnswerTexts
{
    /// <summary>
    /// Exact texts of a bad segment. Source: go-livepeer server/broadcast.go, LPMS ffmpeg. Left out of theirs is "Unrecoverable state, restart process": that is a transcoder in
    /// disorder, and another orchestrator does the segment.
    /// </summary>
    public static FrozenSet<string> NonRetryable { get; } = new[]
    {
        "Unsupported input pixel format", "Error initializing filtergraph", "Too many outputs", "Unsupported input codec", "No keyframes in input",
        "Encoded frames runaway", "Decoder not found", "Demuxer not found", "Encoder not found",
        "Muxer not found", "Option not found", "Invalid argument", "TranscoderInvalidResolution", "TranscoderInvalidVideo",
        "TranscoderUnrecognizedFormat", "TranscoderUnrecognizedProfile", "TranscoderInvalidGOP", "TranscoderIncompatibleDevices",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fragments of a runner's complaint about the application's request. Source: go-livepeer ai/worker/worker.go.</summary>
    public static ImmutableArray<string> ClientFaults { get; } = ["returned 400", "returned 422"];

    /// <summary>Fragments, compared without case, first match wins: the more special text stands first.</summary>
    public static ImmutableArray<(string Fragment, OrchestratorAnswer Answer)> Fragments { get; } =
    [
        ("missing auth token", OrchestratorAnswer.PaymentRefreshable),
        ("invalid auth token", OrchestratorAnswer.PaymentRefreshable),
        ("expired auth token", OrchestratorAnswer.PaymentRefreshable),
        ("ticketparams expired", OrchestratorAnswer.PaymentRefreshable),
        ("invalid recipientrand", OrchestratorAnswer.PaymentRefreshable),
        ("invalid ticket sendernonce", OrchestratorAnswer.NonceClash),
        ("insufficient balance", OrchestratorAnswer.AccountingDrift),
        ("insufficient sender reserve", OrchestratorAnswer.SenderAccount),
        ("is set to unlock soon", OrchestratorAnswer.SenderAccount),
        ("insufficient capacity", OrchestratorAnswer.Busy),
        ("orchestratorcapped", OrchestratorAnswer.Busy),
        ("orchestratorbusy", OrchestratorAnswer.Busy),
        ("transcoderbusy", OrchestratorAnswer.Busy),
        ("no transcoders available", OrchestratorAnswer.Busy),
        ("incompatible capabilities", OrchestratorAnswer.NotCapable),
        ("no transcoders can provide requested capabilities", OrchestratorAnswer.NotCapable),
        ("errsegsig", OrchestratorAnswer.Ours),
        ("errorsegencoding", OrchestratorAnswer.Ours),
        ("invalid duration", OrchestratorAnswer.Ours),
        ("unrecognized profile output format", OrchestratorAnswer.Ours),
        ("unrecognized encoder profile", OrchestratorAnswer.Ours),
        ("unrecognized video codec", OrchestratorAnswer.Ours),
        ("invalid ticket signature", OrchestratorAnswer.Ours),
        ("invalid ticket sender", OrchestratorAnswer.Ours),
        ("invalid expected price", OrchestratorAnswer.Ours),
        ("could not find sender for payment", OrchestratorAnswer.Ours),
        ("orchestrator req sig check failed", OrchestratorAnswer.Ours),
    ];
}
