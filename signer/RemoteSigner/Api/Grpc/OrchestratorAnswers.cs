using Google.Protobuf.Collections;
using Livepeer.Orchestrators.Discovery;
using ListedOrchestrator = Livepeer.Protos.RemoteSigner.V1.ListedOrchestrator;

namespace RemoteSigner.Api.Grpc;

/// <summary>
/// The entries of one answer. Clients take 4 MiB by default, and what an orchestrator says of itself is its own choice: when the entries together are too
/// large, the largest lose their details first, so that one who talks much cannot hide the others.
/// </summary>
internal sealed class OrchestratorAnswers(int mostBytes = OrchestratorAnswers.MostBytes)
{
    /// <summary>Of all entries; what names an entry, and what a message around it needs, has as much again.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    // Tag and length of an entry.
    private const int FrameBytes = 5;

    private long _left = mostBytes;

    /// <summary>Adds entries; those of earlier fields of the answer are not cut any more.</summary>
    public void Add(RepeatedField<ListedOrchestrator> entries, IEnumerable<DiscoveredOrchestrator> orchestrators)
    {
        var sized = orchestrators.Select(OrchestratorAnswer.Of).Select(entry => (Entry: entry, Bytes: SizeOf(entry))).ToList();
        var total = sized.Sum(entry => entry.Bytes);
        if (total > _left)
        {
            foreach (var (entry, bytes) in sized.OrderByDescending(entry => entry.Bytes).TakeWhile(_ => total > _left))
            {
                Cut(entry);
                total -= bytes - SizeOf(entry);
            }
        }

        _left -= total;
        entries.Add(sized.Select(entry => entry.Entry));
    }

    private static long SizeOf(ListedOrchestrator entry) => FrameBytes + entry.CalculateSize();

    private static void Cut(ListedOrchestrator entry)
    {
        if (entry.Capabilities.Count + entry.Models.Count + entry.Runners.Count == 0)
        {
            return;
        }

        entry.Capabilities.Clear();
        entry.Models.Clear();
        entry.Runners.Clear();
        entry.Cut = true;
    }
}
