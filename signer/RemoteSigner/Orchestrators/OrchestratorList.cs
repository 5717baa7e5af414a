using System.Collections.Concurrent;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Matching;
using RemoteSigner.Configuration;

namespace RemoteSigner.Orchestrators;

/// <summary>
/// The configured orchestrators, when each was last seen and what it offered then. They are asked in the background; a list given to a caller asks nobody
/// and names everybody who is not known to lack what is wanted.
/// </summary>
internal sealed partial class OrchestratorList(SignerOptions options, OrchestratorClient client, TimeProvider time, ILogger<OrchestratorList> log) : BackgroundService
{
    private const int ConcurrentAsks = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // Thread-safe by type; as many entries as the configuration names.
    private readonly ConcurrentDictionary<Uri, Sight> _seen = new();

    /// <summary>Orchestrators that have answered since the program started.</summary>
    public int SeenCount => _seen.Count;

    /// <summary>Entries for a capability and model; 0 and empty mean any.</summary>
    public IEnumerable<(Uri Uri, DateTimeOffset? LastSeen)> Find(uint capability, string model)
    {
        foreach (var uri in options.Orchestrators)
        {
            var sight = _seen.GetValueOrDefault(uri);
            if (sight?.Capabilities is not { } offered || Offers(offered, capability, model))
            {
                yield return (uri, sight?.At);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Parallel.ForEachAsync(
                    options.Orchestrators, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentAsks, CancellationToken = stoppingToken }, AskAsync);
            }
            catch (SenderIdentityUnavailableException failure)
            {
                Log.NoIdentity(log, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static bool Offers(OrchestratorCapabilities offered, uint capability, string model) =>
        (capability == 0 || offered.Has((Capability)capability))
        && (model.Length == 0 || offered.Models.Any(entry => entry.ModelId == model && (capability == 0 || entry.Capability == capability)));

    private async ValueTask AskAsync(Uri uri, CancellationToken cancellationToken)
    {
        var result = await client.AskAsync(new ListedOrchestrator(uri, Configured: true), needs: null, OrchestratorClient.DiscoveryDeadline, cancellationToken);
        if (result is AskResult.Answered answer)
        {
            _seen[uri] = new Sight(time.GetUtcNow(), answer.Description.Capabilities);
        }
        else if (result is AskResult.Failed { Refusal: var refusal })
        {
            Log.Silent(log, uri, refusal.Detail);
        }
    }

    private sealed record Sight(DateTimeOffset At, OrchestratorCapabilities? Capabilities);

    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Warning, "Orchestrators are not asked now: {Reason}")]
        public static partial void NoIdentity(ILogger logger, string reason);

        [LoggerMessage(2021, LogLevel.Debug, "The orchestrator {Uri} did not answer: {Reason}")]
        public static partial void Silent(ILogger logger, Uri uri, string reason);
    }
}
