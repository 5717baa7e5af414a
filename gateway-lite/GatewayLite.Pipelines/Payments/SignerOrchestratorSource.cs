using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Orchestrators.Sources;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Payments;

/// <summary>The signer's list of orchestrators. The operator of the signer vouches for it, as for a list of one's own.</summary>
public sealed class SignerOrchestratorSource : IOrchestratorSource, IDisposable
{
    private readonly RemotePayerOptions _options;
    private readonly TimeProvider _time;
    private readonly GrpcChannel _channel;
    private readonly Api.Orchestrators.OrchestratorsClient _client;

    /// <summary>Opens no connection before the first call.</summary>
    /// <exception cref="ArgumentException">The endpoint is not usable.</exception>
    public SignerOrchestratorSource(RemotePayerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _channel = SignerChannel.Open(options);
        _client = new Api.Orchestrators.OrchestratorsClient(_channel);
    }

    /// <inheritdoc/>
    public string Name => "signer";

    /// <inheritdoc/>
    /// <exception cref="RpcException">The signer does not answer or refuses.</exception>
    public async Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", "Bearer " + _options.Token } };
        var deadline = (_time.GetUtcNow() + _options.CallTimeout).UtcDateTime;
        var answer = await _client.ListAsync(new Api.ListOrchestratorsRequest(), headers, deadline, cancellationToken);
        var listed = new List<ListedOrchestrator>();
        foreach (var entry in answer.Orchestrators)
        {
            // What is no address cannot be asked; one bad entry does not cost the others.
            if (OrchestratorUri.TryParse(entry.Uri, out var uri))
            {
                listed.Add(new ListedOrchestrator(uri, Configured: true));
            }
        }

        return listed;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _channel.Dispose();
}
