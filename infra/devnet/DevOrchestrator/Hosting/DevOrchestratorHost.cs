using DevOrchestrator.Control;
using DevOrchestrator.Transcoding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DevOrchestrator.Hosting;

/// <summary>A running dev orchestrator in this process. Disposing it ends it, its connections and its child processes.</summary>
public sealed class DevOrchestratorHost : IAsyncDisposable
{
    private static readonly TimeSpan HousekeepingPeriod = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ChildProcesses _children = new();
    private readonly OpenConnections _connections = new();
    private readonly Node _node;
    private readonly WebApplication _service;
    private readonly WebApplication _control;
    private readonly Action? _onDie;
    private Task _housekeeping = Task.CompletedTask;
    private readonly Lazy<Task> _end;
    private TimeSpan _grace;

    private DevOrchestratorHost(DevOrchestratorOptions options, Action? onDie)
    {
        _onDie = onDie;
        _end = new Lazy<Task>(EndAsync);
        _node = new Node(options, Transcoder(options, _children), _stopping.Token);
        _service = WebApps.Service(_node, _connections);
        _control = WebApps.Control(_node, Die);
    }

    /// <summary>The URI that gateways are given: https, with the port really taken.</summary>
    public Uri ServiceUri => _node.ServiceUri;

    /// <summary>Where faults and statistics are served: http, loopback.</summary>
    public Uri ControlUri { get; private set; } = new("http://127.0.0.1");

    /// <summary>Checksummed address that signs results and receives tickets.</summary>
    public string Address => _node.Key.Address.ToString();

    /// <summary>The faults in force.</summary>
    public FaultSettings Faults
    {
        get => _node.Faults.Current;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!PriceFactor.TryParse(value.PriceFactor, out _))
            {
                throw new ArgumentException($"price factor '{value.PriceFactor}' is not n or n/d between 1/1000000 and 1000000", nameof(value));
            }

            _node.Faults.Current = value;
        }
    }

    /// <summary>Starts an orchestrator and answers when both ports take connections.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">The options contradict themselves; the message lists every problem.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is missing.</exception>
    public static Task<DevOrchestratorHost> StartAsync(DevOrchestratorOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, onDie: null, cancellationToken);

    /// <summary>As the other one, with the fault "die" doing something else than cutting every connection.</summary>
    internal static async Task<DevOrchestratorHost> StartAsync(DevOrchestratorOptions options, Action? onDie, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join('\n', problems), nameof(options));
        }

        var host = new DevOrchestratorHost(options, onDie);
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>What has happened so far.</summary>
    /// <param name="tickets">How many of the last seen and accepted tickets to list.</param>
    public OrchestratorStats Stats(int tickets = TicketJournal.Capacity) => _node.Snapshot(tickets);

    /// <summary>The fault "restart": secrets, balances, nonces, sessions and results are lost, the ports stay.</summary>
    public void Restart() => _node.Restart();

    /// <summary>The fault "closeSessions": every live stream and runner session ends now.</summary>
    /// <param name="reason">What the statistics say of their end.</param>
    public void CloseSessions(string reason) => _node.Now.PaidSessions.EndAll(reason);

    /// <summary>The fault "die": every connection is cut in the middle and nothing answers any more.</summary>
    public void Die()
    {
        _children.KillAll();
        if (_onDie is not null)
        {
            _onDie();
            return;
        }

        _connections.Cut();
        _ = _end.Value; // DisposeAsync awaits it
    }

    /// <summary>Takes no more requests and lets those in work finish.</summary>
    /// <param name="grace">How long they may take; then they are cut.</param>
    public Task StopAsync(TimeSpan grace)
    {
        _grace = grace;
        return _end.Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.Value;
        await _housekeeping;
        await _service.DisposeAsync();
        await _control.DisposeAsync();
        _stopping.Dispose();
    }

    private static ITranscoder Transcoder(DevOrchestratorOptions options, ChildProcesses children) => options.Transcoder switch
    {
        TranscoderKind.Copy => new CopyTranscoder(),
        _ => new FfmpegTranscoder(options.Ffmpeg, options.MaxTranscodes, options.TranscodeTimeout, children, options.Time),
    };

    private static Uri Bound(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_node.Transcoder is FfmpegTranscoder ffmpeg && await ffmpeg.FindProblemAsync(cancellationToken) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        await _service.StartAsync(cancellationToken);
        _node.ServiceUri = _node.Options.ServiceUri ?? Bound(_service);
        await _control.StartAsync(cancellationToken);
        ControlUri = Bound(_control);
        _housekeeping = KeepHouseAsync();
    }

    private async Task KeepHouseAsync()
    {
        using var timer = new PeriodicTimer(HousekeepingPeriod, _node.Options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                _node.Now.DropIdle(_node.Time);
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(_grace, TimeProvider.System);
        _node.Now.PaidSessions.Close("stopped");
        await _service.StopAsync(patience.Token);
        await _stopping.CancelAsync();
        _children.KillAll();
        _connections.Cut();
        await _control.StopAsync(patience.Token);
    }
}
