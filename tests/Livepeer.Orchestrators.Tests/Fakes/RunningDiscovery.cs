using System.Net;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>A list that is kept while a test looks, on a clock that moves only when everybody sleeps.</summary>
internal sealed class RunningDiscovery : IAsyncDisposable
{
    // Between the rounds sleep: the reader of the lists and the writer of the state.
    private const int OwnPauses = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SecondTry = TimeSpan.FromSeconds(6.1);

    private readonly OrchestratorClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedTime _time;
    private readonly Task _run;

    public RunningDiscovery(WatchedTime time, DiscoveryOptions options, IOrchestratorSource source, ISenderIdentity? identity = null)
    {
        _time = time;
        // Names of tests are nobody's.
        var access = new NetworkAccess(["127.0.0.1"], (host, _) => new(IPAddress.TryParse(host, out var address) ? [address] : []));
        _client = new OrchestratorClient(identity ?? new UnpaidIdentity(), access, time);
        Discovery = new OrchestratorDiscovery(_client, access, [source], options with { PublishPause = TimeSpan.Zero }, new Random(1), time, Log);
        Discovery.Open();
        Opened = Discovery.Current;
        _run = Discovery.RunAsync(_stop.Token);
    }

    public OrchestratorDiscovery Discovery { get; }

    public CollectedLog<OrchestratorDiscovery> Log { get; } = new();

    /// <summary>The list before anybody was asked.</summary>
    public DiscoverySnapshot Opened { get; }

    /// <summary>
    /// Waits until everybody was asked and sleeps, then for the list to say so. A question that this machine was too busy to bring through in time is asked again by letting a few
    /// seconds pass.
    /// </summary>
    public async Task<DiscoverySnapshot> AsleepAsync(int followed, Func<DiscoverySnapshot, bool>? until = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        var moved = 0;
        await Waiting.ForAsync(() =>
        {
            if (_time.Pauses != followed + OwnPauses)
            {
                return false;
            }

            var (isSo, waited) = (until?.Invoke(Discovery.Current) ?? true, TimeProvider.System.GetElapsedTime(started));
            if (!isSo && waited > Patience * (moved + 1))
            {
                moved++;
                _time.Advance(SecondTry);
            }

            return isSo;
        });
        return Discovery.Current;
    }

    /// <summary>Lets everybody be asked once more who is due within a time, by default a round.</summary>
    public async Task<DiscoverySnapshot> LaterAsync(int followed, Func<DiscoverySnapshot, bool>? until = null, TimeSpan? by = null)
    {
        await AsleepAsync(followed);
        _time.Advance(by ?? TimeSpan.FromSeconds(73));
        return await AsleepAsync(followed, until);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Discovery.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }
}
