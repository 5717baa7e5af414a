using System.Collections.Immutable;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Wire.Offers;

namespace GatewayLite.Pipelines.Video;

/// <summary>What became of one segment at one orchestrator.</summary>
internal abstract record ExchangeResult
{
    private ExchangeResult()
    {
    }

    /// <summary>Renditions, verified.</summary>
    /// <param name="Renditions">In the order of the profiles.</param>
    /// <param name="Pixels">What is billed.</param>
    /// <param name="Renewed">Fresh ticket parameters; null when there were none.</param>
    /// <param name="Upload">Until the orchestrator had the segment.</param>
    /// <param name="Transcode">Until it had the result, upload included.</param>
    /// <param name="Download">Fetching and verifying.</param>
    public sealed record Done(ImmutableArray<Rendition> Renditions, long Pixels, OrchestratorDescription? Renewed, TimeSpan Upload, TimeSpan Transcode, TimeSpan Download) : ExchangeResult;

    /// <summary>No renditions.</summary>
    /// <param name="Failure">What was observed.</param>
    /// <param name="BilledPixels">What the orchestrator bills all the same.</param>
    /// <param name="Renewed">Fresh ticket parameters; null when there were none.</param>
    public sealed record Failed(AttemptFailure Failure, long BilledPixels, OrchestratorDescription? Renewed) : ExchangeResult;
}
