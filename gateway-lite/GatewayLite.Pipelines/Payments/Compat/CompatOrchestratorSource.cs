using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.SignerApi;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>
/// The list of a signer with go-livepeer's HTTP API. It is asked for once a minute at most, as go-livepeer's gateways do, however often the list is read. The operator of
/// the signer vouches for it, as for a list of one's own. For one reader at a time.
/// </summary>
public sealed partial class CompatOrchestratorSource : IOrchestratorSource, IDisposable
{
    private const int MostBytes = 4 << 20;
    private const int MostEntries = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A signer that has just started has no list for some seconds; a gateway without one can do nothing.
    private static readonly TimeSpan IntervalWithoutAList = TimeSpan.FromSeconds(5);

    // Source: go-livepeer discovery/wh_discovery.go.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly SignerHttp _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // The last good list, and when it or the last failure came.
    private IReadOnlyList<ListedOrchestrator> _list = [];
    private string? _fault;
    private long? _askedAt;

    /// <summary>Opens no connection before the first call.</summary>
    /// <param name="options">Where the signer is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Says when the signer gives no list.</param>
    /// <exception cref="ArgumentException">The endpoint is not usable, or an option is out of range.</exception>
    public CompatOrchestratorSource(CompatPayerOptions options, TimeProvider time, ILogger<CompatOrchestratorSource> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _http = new SignerHttp(options, time);
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name => "signer";

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">There is no list, and there never was one.</exception>
    public async Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken)
    {
        if (_askedAt is not { } askedAt || _time.GetElapsedTime(askedAt) >= (_list.Count > 0 ? Interval : IntervalWithoutAList))
        {
            await AskAsync(cancellationToken);
        }

        return _list.Count > 0 ? _list : throw new HttpRequestException("The signer gives no list of orchestrators: " + _fault);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync(SignerPaths.DiscoverOrchestrators, MostBytes, Limit, cancellationToken);
        _askedAt = _time.GetTimestamp();
        var (list, fault) = reply switch
        {
            SignerReply.Answered { Status: 200, Body: var body } => Read(body.Span),
            SignerReply.Answered { Status: 404 } => ([], "it serves none; go-livepeer's signer does so with -remoteDiscovery."),
            SignerReply.Answered other => ([], CompatRefusals.Of(other.Status, SignerErrorJson.Message(other.Body.Span)).Message),
            SignerReply.Silent silent => ([], CompatRefusals.Silent(silent.Detail).Message),
            _ => throw new InvalidOperationException("A signer answers or is silent."),
        };
        _fault = fault;
        if (list.Count > 0)
        {
            _list = list;
        }
        else if (_list.Count > 0)
        {
            LogKept(_logger, _list.Count, fault);
        }
    }

    private static (IReadOnlyList<ListedOrchestrator> List, string Fault) Read(ReadOnlySpan<byte> body)
    {
        if (!OrchestratorListJson.TryReadAddresses(body, MostEntries, out var addresses))
        {
            return ([], "its answer is no list.");
        }

        // What is no address cannot be asked; one bad entry does not cost the others.
        var list = new HashSet<ListedOrchestrator>();
        foreach (var address in addresses)
        {
            if (OrchestratorUri.TryParse(address, out var uri))
            {
                _ = list.Add(new ListedOrchestrator(uri, Configured: true));
            }
        }

        return ([.. list], list.Count > 0 ? "" : "its list names nobody.");
    }

    [LoggerMessage(3222, LogLevel.Warning, "The signer gives no list of orchestrators; the last one with {Count} stays in force: {Problem}")]
    private static partial void LogKept(ILogger logger, int count, string problem);
}
