using Livepeer.Protos.Net;

namespace DevOrchestrator.Hosting;

/// <summary>An OrchestratorInfo or the text by which it is refused: exactly one of the two.</summary>
internal sealed record InfoAnswer(OrchestratorInfo? Info, string? Refusal)
{
    public static InfoAnswer Of(OrchestratorInfo info) => new(info, null);

    public static InfoAnswer Refused(string text) => new(null, text);
}
