using System.Net;
using System.Text;
using System.Text.Json;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Runners;

/// <summary>The side of a gateway that uses live runners, with headers made by hand.</summary>
internal sealed class RunnerClient(DevOrchestratorHost host) : IDisposable
{
    public Payer Payer { get; } = new(host);

    /// <summary>The challenge of a runner, which must be one.</summary>
    public async Task<Challenge> AskAsync(string path)
    {
        using var response = await SendAsync(path, payer: Payer.Address);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.PaymentRequired, text);
        return Challenge.Read(text);
    }

    /// <summary>A request as it is before anything is paid.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string? payer, string body = "")
    {
        var request = Post(path, body);
        if (payer is not null)
        {
            request.Headers.Add("Livepeer-Payer-Address", payer);
        }

        return Payer.Http.SendAsync(request);
    }

    /// <summary>The same request with a payment for the challenge.</summary>
    public Task<HttpResponseMessage> PayAsync(string path, Challenge challenge, uint[] nonces, string body = "", string? manifest = null)
    {
        var request = Post(path, body);
        request.Headers.Add("Livepeer-Payment", Convert.ToBase64String(Payer.Pay(challenge.Info, nonces).ToByteArray()));
        request.Headers.Add("Livepeer-Segment", Convert.ToBase64String(Payer.Credentials(manifest ?? challenge.ManifestId, challenge.Info).ToByteArray()));
        return Payer.Http.SendAsync(request);
    }

    /// <summary>A running session.</summary>
    public async Task<JsonElement> ReserveAsync(string path, Challenge challenge, params uint[] nonces)
    {
        using var response = await PayAsync(path, challenge, nonces);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body = "") => Payer.Http.SendAsync(Post(path, body));

    public void Dispose() => Payer.Dispose();

    private static HttpRequestMessage Post(string path, string body) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public sealed record Challenge(OrchestratorInfo Info, Uri Orchestrator, string ManifestId, Uri PaymentUrl)
    {
        public static Challenge Read(string json)
        {
            var root = JsonDocument.Parse(json).RootElement;
            return new Challenge(
                OrchestratorInfo.Parser.ParseFrom(root.GetProperty("payment_params").GetBytesFromBase64()),
                new Uri(root.GetProperty("orchestrator").GetString()!),
                root.GetProperty("manifest_id").GetString()!,
                new Uri(root.GetProperty("payment_url").GetString()!));
        }
    }
}
