using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace RemoteSigner.Tests.Support;

/// <summary>Calls the HTTP API of a running signer.</summary>
internal sealed class HttpCaller : IDisposable
{
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _http;

    public HttpCaller(Uri address, params (string Name, string Value)[] headers)
    {
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        foreach (var (name, value) in headers)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
    }

    public static HttpCaller Of(RunningSigner signer, params (string Name, string Value)[] headers) => new(signer.Host.HttpAddress, headers);

    public static HttpCaller WithToken(RunningSigner signer, string token) => Of(signer, ("Authorization", "Bearer " + token));

    /// <summary>A request for a payment.</summary>
    public static JsonObject Request(OrchestratorInfo orchestrator, string type, JsonNode? state = null) => new()
    {
        ["orchestrator"] = Convert.ToBase64String(orchestrator.ToByteArray()),
        ["ManifestID"] = "manifest",
        ["type"] = type,
        ["state"] = state?.DeepClone(),
    };

    /// <summary>A request for a payment of units.</summary>
    public static JsonObject Units(OrchestratorInfo orchestrator, long units, JsonNode? state = null)
    {
        var request = Request(orchestrator, string.Empty, state);
        request["inPixels"] = units;
        return request;
    }

    public Task<HttpAnswer> PayAsync(JsonObject request, CancellationToken cancellationToken = default) => PayAsync(request.ToJsonString(AsIs), cancellationToken);

    public Task<HttpAnswer> PayAsync(string body, CancellationToken cancellationToken = default) => SendAsync(HttpMethod.Post, "/generate-live-payment", body, cancellationToken);

    public async Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? body = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new HttpAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), headers);
    }

    public void Dispose() => _http.Dispose();
}
