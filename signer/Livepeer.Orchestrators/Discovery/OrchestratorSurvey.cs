using System.Net;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Discovery;
using Livepeer.Wire.Headers;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>Asks one orchestrator for its offer and its runners, side by side.</summary>
internal sealed class OrchestratorSurvey(OrchestratorClient client, OrchestratorHttp http, TimeProvider time)
{
    // Source: go-livepeer discovery/db_discovery.go orchestratorEndpointDiscoveryTimeout.
    private static readonly TimeSpan RunnersDeadline = TimeSpan.FromSeconds(2);

    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public async Task<SurveyResult> AskAsync(ListedOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        var offer = client.SurveyAsync(orchestrator, cancellationToken);
        var runners = ReadRunnersAsync(orchestrator, cancellationToken);
        await Task.WhenAll(offer, runners);
        return new SurveyResult(await offer, await runners);
    }

    /// <summary>Closes the connections.</summary>
    public void Forget(ListedOrchestrator orchestrator)
    {
        client.Forget(orchestrator);
        http.Forget(orchestrator);
    }

    private async Task<IReadOnlyList<AnnouncedNode>?> ReadRunnersAsync(ListedOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RunnersDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(orchestrator);
            using var response = await http.ForWork(orchestrator).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return [];
            }

            return response.IsSuccessStatusCode
                && await BoundedBody.ReadAsync(response.Content, DiscoveryLimits.AnswerBytes, either.Token) is { } body
                && DiscoveryReader.TryReadNodes(body, out var nodes) ? nodes : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ForbiddenAddressException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Request(ListedOrchestrator orchestrator)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(OrchestratorUri.Text(orchestrator.Uri) + LivepeerPaths.Discovery));
        if (orchestrator.Uri.Scheme == Uri.UriSchemeHttps)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }

        return request;
    }
}
