using System.Collections.Concurrent;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>Keeps every outcome in order of arrival.</summary>
internal sealed class CollectingSink : IRenditionSink
{
    private readonly ConcurrentQueue<SegmentOutcome> _outcomes = new();

    public IReadOnlyCollection<SegmentOutcome> Outcomes => _outcomes;

    public IEnumerable<long> Sequences => _outcomes.Select(static outcome => outcome.Sequence);

    public SegmentOutcome Of(long sequence) => _outcomes.Single(outcome => outcome.Sequence == sequence);

    public ValueTask CompleteAsync(SegmentOutcome outcome, CancellationToken cancellationToken)
    {
        _outcomes.Enqueue(outcome);
        return ValueTask.CompletedTask;
    }
}
