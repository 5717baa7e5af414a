using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Signer;

/// <summary>A stranger's client: sends what it is told and reads what comes, with nothing in between.</summary>
internal sealed class SignerClient(HttpClient http)
{
    public const string PaymentPath = "/generate-live-payment";
    public const string IdentityPath = "/sign-orchestrator-info";
    public const string DiscoveryPath = "/discover-orchestrators";
    public const string HealthPath = "/healthz";

    // Base64 goes over the wire as it is.
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<Answer> IdentifyAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, IdentityPath, "{}", cancellationToken);

    public Task<Answer> PayAsync(JsonObject request, CancellationToken cancellationToken) => PayAsync(request.ToJsonString(AsIs), cancellationToken);

    public Task<Answer> PayAsync(string body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, PaymentPath, body, cancellationToken);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
