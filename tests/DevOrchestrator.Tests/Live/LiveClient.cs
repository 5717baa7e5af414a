using System.Net;
using System.Text;
using System.Text.Json;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Live;

/// <summary>The live side of a gateway, with headers made by hand.</summary>
internal sealed class LiveClient(DevOrchestratorHost host) : IDisposable
{
    public Payer Payer { get; } = new(host);

    public static Capabilities Wanted(string model)
    {
        var models = new Capabilities.Types.CapabilityConstraints();
        models.Models[model] = new Capabilities.Types.ModelConstraint();
        var capabilities = new Capabilities { Constraints = new Capabilities.Types.Constraints() };
        capabilities.Capacities[35] = 1;
        capabilities.Constraints.PerCapability[35] = models;
        return capabilities;
    }

    public Task<OrchestratorInfo> GetInfoAsync(string model = "noop") => Payer.GetInfoAsync(Wanted(model));

    public Task<HttpResponseMessage> StartAsync(OrchestratorInfo info, uint[] nonces, string body = """{"model_id":"noop","params":{}}""") =>
        Payer.Http.SendAsync(Payer.Request("/live-video-to-video", Payer.Pay(info, nonces), Payer.Credentials("mine", info), Encoding.UTF8.GetBytes(body)));

    /// <summary>The answer of a start that must succeed.</summary>
    public async Task<JsonElement> BeginAsync(OrchestratorInfo info, params uint[] nonces)
    {
        using var response = await StartAsync(info, nonces);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> GetAsync(string url) => Payer.Http.GetAsync(new Uri(url));

    public Task<HttpResponseMessage> PostAsync(string url, HttpContent content) => Payer.Http.PostAsync(new Uri(url), content);

    public void Dispose() => Payer.Dispose();
}
