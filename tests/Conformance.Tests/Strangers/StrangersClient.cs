using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Net.Client;
using Livepeer.Protos.Net;

namespace Conformance.Tests.Strangers;

/// <summary>
/// A client that knows nothing of this repository but what is on the wire. It behaves as the Python SDK does: the identity is asked for once, a state is
/// echoed as it came, 480 is answered by up to three refreshes with the same state, 482 skips a cycle, nothing is waited for longer than five seconds, and
/// the state counts as soon as the signer has answered.
/// </summary>
internal sealed class StrangersClient : IDisposable
{
    private const int MaxRefreshes = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _signer;
    private readonly HttpClient _orchestrator;
    private readonly GrpcChannel _channel;
    private readonly TimeProvider _time;
    private OrchestratorRequest? _identity;
    private string? _state;
    private string? _manifest;

    /// <param name="signer">Base URL.</param>
    /// <param name="orchestrator">Base URL.</param>
    /// <param name="time">Judges patience.</param>
    /// <param name="way">Between here and the signer; null for nothing.</param>
    public StrangersClient(Uri signer, Uri orchestrator, TimeProvider time, DelegatingHandler? way = null)
    {
        HttpMessageHandler toSigner = new SocketsHttpHandler();
        if (way is not null)
        {
            way.InnerHandler = toSigner;
            toSigner = way;
        }

        _signer = new HttpClient(toSigner) { BaseAddress = signer, Timeout = Timeout.InfiniteTimeSpan };
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "O=Livepeer dev orchestrator";
        _orchestrator = new HttpClient(handler)
        {
            BaseAddress = orchestrator,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _channel = GrpcChannel.ForAddress(orchestrator, new GrpcChannelOptions { HttpClient = _orchestrator });
        _time = time;
    }

    /// <summary>Times that the orchestrator was asked.</summary>
    public int Refreshes { get; private set; }

    public string? State => _state;

    /// <summary>Starts a job with a payment for its beginning.</summary>
    public async Task StartAsync(string model, CancellationToken cancellationToken)
    {
        var info = await AskAsync(model, cancellationToken);
        var paid = await PayAsync(info, model, cancellationToken) ?? throw new InvalidOperationException("The first payment was skipped.");
        using var answer = await DeliverAsync("/live-video-to-video", paid, $"{{\"model_id\":\"{model}\",\"params\":{{}}}}", cancellationToken);
        _manifest = answer.RootElement.GetProperty("manifest_id").GetString();
        Refreshes = 0;
    }

    /// <summary>Pays for what went by.</summary>
    /// <returns>Whether there was something to pay.</returns>
    public async Task<bool> ContinueAsync(OrchestratorInfo info, string model, CancellationToken cancellationToken)
    {
        if (await PayAsync(info, model, cancellationToken) is not { } paid)
        {
            return false;
        }

        using var answer = await SendAsync(_orchestrator, Paid("/payment", paid, string.Empty), cancellationToken);
        await OkAsync(answer, cancellationToken);
        return true;
    }

    public async Task<OrchestratorInfo> AskAsync(string model, CancellationToken cancellationToken)
    {
        Refreshes++;
        var request = (await IdentifyAsync(cancellationToken)).Clone();
        var models = new Capabilities.Types.CapabilityConstraints();
        models.Models[model] = new Capabilities.Types.ModelConstraint();
        request.Capabilities = new Capabilities { Constraints = new Capabilities.Types.Constraints() };
        request.Capabilities.Capacities[35] = 1;
        request.Capabilities.Constraints.PerCapability[35] = models;
        request.IgnoreCapacityCheck = true;
        return await new Livepeer.Protos.Net.Orchestrator.OrchestratorClient(_channel).GetOrchestratorAsync(request, cancellationToken: cancellationToken);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _orchestrator.Dispose();
        _signer.Dispose();
    }

    /// <summary>One payment cycle: null when it is skipped.</summary>
    private async Task<SignerPayment?> PayAsync(OrchestratorInfo info, string model, CancellationToken cancellationToken)
    {
        for (var refreshed = 0; ; refreshed++)
        {
            var (status, body) = await AskSignerAsync("/generate-live-payment", Request(info), cancellationToken);
            switch (status)
            {
                case 200:
                    using (var json = JsonDocument.Parse(body))
                    {
                        _state = json.RootElement.GetProperty("state").GetRawText();
                        return new SignerPayment(json.RootElement.GetProperty("payment").GetString()!, json.RootElement.GetProperty("segCreds").GetString()!);
                    }

                case 482:
                    return null;
                case 480 when refreshed < MaxRefreshes:
                    info = await AskAsync(model, cancellationToken);
                    break;
                default:
                    throw new SignerRefusedException(status, body);
            }
        }
    }

    private string Request(OrchestratorInfo info)
    {
        var request = new StringBuilder("{\"orchestrator\": \"").Append(Convert.ToBase64String(info.ToByteArray())).Append("\", \"type\": \"lv2v\"");
        if (_manifest is not null)
        {
            request.Append(", \"ManifestID\": \"").Append(_manifest).Append('"');
        }

        if (_state is not null)
        {
            request.Append(", \"state\": ").Append(_state);
        }

        return request.Append('}').ToString();
    }

    private async Task<OrchestratorRequest> IdentifyAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
        {
            return known;
        }

        var (status, body) = await AskSignerAsync("/sign-orchestrator-info", "{}", cancellationToken);
        using var json = status == 200 ? JsonDocument.Parse(body) : throw new SignerRefusedException(status, body);
        return _identity = new OrchestratorRequest
        {
            Address = ByteString.CopyFrom(Convert.FromHexString(json.RootElement.GetProperty("address").GetString()![2..])),
            Sig = ByteString.CopyFrom(Convert.FromHexString(json.RootElement.GetProperty("signature").GetString()![2..])),
        };
    }

    private async Task<(int Status, string Body)> AskSignerAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "a-stranger/0.1");
        using var answer = await SendAsync(_signer, request, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<JsonDocument> DeliverAsync(string path, SignerPayment paid, string body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(_orchestrator, Paid(path, paid, body), cancellationToken);
        return JsonDocument.Parse(await OkAsync(answer, cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException("Nobody answered within five seconds.");
        }
    }

    private static HttpRequestMessage Paid(string path, SignerPayment paid, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Livepeer-Payment", paid.Payment);
        request.Headers.Add("Livepeer-Segment", paid.Credentials);
        return request;
    }

    private static async Task<string> OkAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"The orchestrator answered {(int)answer.StatusCode}: {body}");
        return body;
    }

    private sealed record SignerPayment(string Payment, string Credentials);
}

/// <summary>The signer said no.</summary>
internal sealed class SignerRefusedException(int status, string body) : Exception($"{status}: {body}")
{
    public int Status { get; } = status;
}
