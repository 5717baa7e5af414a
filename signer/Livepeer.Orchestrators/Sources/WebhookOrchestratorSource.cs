using System.Net;
using System.Net.Sockets;
using Livepeer.Orchestrators.Connections;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Sources;

/// <summary>
/// A list that a webhook gives: JSON as go-livepeer's <c>-orchWebhookUrl</c> expects it. Who answers from a private network, or from this machine, may name orchestrators there;
/// a list from the internet may only name public addresses, so that it cannot send the signer around in its own network.
/// </summary>
/// <remarks>Source: go-livepeer discovery/wh_discovery.go.</remarks>
public sealed class WebhookOrchestratorSource : IOrchestratorSource, IDisposable
{
    /// <summary>For the whole answer. Source: go-livepeer discovery/wh_discovery.go.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly Uri _webhook;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    // Written by whichever connection was opened last.
    private volatile bool _isInside;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="webhook">http or https; a query is sent as it is.</param>
    /// <param name="time">For the deadline.</param>
    public WebhookOrchestratorSource(Uri webhook, TimeProvider time)
    {
        _webhook = webhook;
        _time = time;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectCallback = ConnectAsync,
                ConnectTimeout = Deadline,
                UseCookies = false,
                UseProxy = false,
            },
            disposeHandler: true)
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    /// <exception cref="OrchestratorListException">There is no answer, or none that is a list.</exception>
    public async Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(_webhook, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new OrchestratorListException($"it answers with status {(int)response.StatusCode}");
            }

            var body = await BoundedBody.ReadAsync(response.Content, DiscoveryLimits.ListBytes, either.Token)
                ?? throw new OrchestratorListException($"its answer is larger than {DiscoveryLimits.ListBytes} bytes");
            return DiscoveryReader.TryReadAddresses(body, out var addresses)
                ? Listed(addresses)
                : throw new OrchestratorListException("its answer is no JSON array");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OrchestratorListException($"it does not answer within {Deadline.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new OrchestratorListException(exception.Message, exception);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();

    // What is no address cannot be asked; one bad entry does not cost the others.
    private List<ListedOrchestrator> Listed(IReadOnlyList<string> addresses)
    {
        var listed = new List<ListedOrchestrator>(addresses.Count);
        foreach (var address in addresses)
        {
            if (OrchestratorUri.TryParseLenient(address, out var uri))
            {
                listed.Add(new ListedOrchestrator(uri, Configured: _isInside));
            }
        }

        return listed;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            _isInside = AddressKinds.Of(((IPEndPoint)socket.RemoteEndPoint!).Address) is AddressKind.Private or AddressKind.Loopback;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
