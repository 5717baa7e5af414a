using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Orchestrators.Sources;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Payments;

/// <summary>
/// The signer's list of orchestrators. Whom the signer's operator vouches for may be in a private network, as in a list of one's own; others, such as nodes that orchestrators name, may not.
/// </summary>
public sealed class SignerOrchestratorSource : IOrchestratorSource, IDisposable
{
    // Names of ten times as many orchestrators as a signer keeps fit; a signer that is older than the wish for names alone sends 4 MiB at most.
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

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
        _channel = SignerChannel.Open(options, MaxAnswerBytes);
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
        var answer = await _client.ListAsync(new Api.ListOrchestratorsRequest { NamesOnly = true }, headers, deadline, cancellationToken);
        var listed = new List<ListedOrchestrator>();
        foreach (var entry in answer.Orchestrators)
        {
            // What is no address cannot be asked; one bad entry does not cost the others.
            if (OrchestratorUri.TryParse(entry.Uri, out var uri))
            {
                listed.Add(new ListedOrchestrator(uri, Configured: entry.Vouched));
            }
        }

        return listed;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _channel.Dispose();
}
