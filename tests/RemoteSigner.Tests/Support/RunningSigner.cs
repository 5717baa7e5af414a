using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Protos.RemoteSigner.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RemoteSigner.Configuration;
using RemoteSigner.Halting;
using RemoteSigner.Hosting;

namespace RemoteSigner.Tests.Support;

/// <summary>A real signer on loopback with real clients. Disposal fails the test when the signer logged an error that the test did not expect.</summary>
internal sealed class RunningSigner : IAsyncDisposable
{
    private readonly SignerHost _host;
    private readonly GrpcChannel _channel;
    private readonly HttpClient _http;
    private readonly SignerFolder _folder;

    private RunningSigner(SignerHost host, SignerFolder folder, CollectedLogs logs)
    {
        _host = host;
        _folder = folder;
        Logs = logs;
        _channel = GrpcChannel.ForAddress(host.GrpcAddress);

        // Tests of TLS look at certificates themselves.
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null;
        _http = new HttpClient(handler) { BaseAddress = host.ControlAddress };
    }

    public CollectedLogs Logs { get; }

    public bool ErrorsExpected { get; set; }

    public SignerHost Host => _host;

    public Payments.PaymentsClient Payments => new(_channel);

    public Livepeer.Protos.RemoteSigner.V1.Orchestrators.OrchestratorsClient Orchestrators => new(_channel);

    public Grpc.Health.V1.Health.HealthClient Health => new(_channel);

    public HttpClient Control => _http;

    /// <summary>Starts on the folder's files. The first epoch of a fresh ledger is 0, so that nonces begin at 1.</summary>
    public static Task<RunningSigner> StartAsync(SignerFolder folder, params (string Name, string Value)[] more) => StartAsync(folder, ledger: null, more);

    /// <summary>Starts with another ledger behind the desk.</summary>
    public static Task<RunningSigner> StartAsync(SignerFolder folder, ILedger? ledger, params (string Name, string Value)[] more) => StartAsync(folder, folder.Options(more), ledger);

    /// <summary>Starts with options as they are.</summary>
    public static async Task<RunningSigner> StartAsync(SignerFolder folder, SignerOptions options, ILedger? ledger = null, TimeProvider? time = null, IChainView? chain = null, IAuditLog? audit = null, ISigningSwitch? store = null, IUsageLog? usage = null)
    {
        var logs = new CollectedLogs();
        var surroundings = new HostSurroundings { FirstLedgerEpoch = 0, Adjust = Adjust, Time = time ?? TimeProvider.System };
        return new RunningSigner(await SignerHost.StartAsync(options, surroundings, CancellationToken.None), folder, logs);

        void Adjust(WebApplicationBuilder builder)
        {
            builder.Logging.ClearProviders().AddProvider(logs);
            if (ledger is not null)
            {
                builder.Services.AddSingleton(ledger);
            }

            if (audit is not null)
            {
                builder.Services.AddSingleton(audit);
            }

            if (usage is not null)
            {
                builder.Services.AddSingleton(usage);
            }

            if (store is not null)
            {
                builder.Services.AddSingleton(new LatchedSwitch(store, time ?? TimeProvider.System));
            }

            if (chain is not null)
            {
                builder.Services.AddSingleton(chain);
            }
        }
    }

    /// <summary>Headers of tenant-a, or of whoever has the token.</summary>
    public Metadata As(string? token = null) => new() { { "authorization", "Bearer " + (token ?? _folder.Token) } };

    public async Task<CreatePaymentResponse> PayAsync(CreatePaymentRequest request, string? token = null) => await Payments.CreatePaymentAsync(request, As(token));

    /// <summary>The refusal that a request gets, from the trailer.</summary>
    public async Task<(StatusCode Status, Refusal Refusal)> RefusedAsync(CreatePaymentRequest request, string? token = null)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => PayAsync(request, token));
        return (failure.StatusCode, RefusalOf(failure));
    }

    public static Refusal RefusalOf(RpcException failure) =>
        Refusal.Parser.ParseFrom(failure.Trailers.GetValueBytes("remotesigner-refusal-bin") ?? throw new InvalidOperationException($"no refusal: {failure.Status}"));

    public async Task<JsonElement> StatusAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(_folder.InFolder("admin.token"))).Trim());
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>One sample of /metrics.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var lines = (await _http.GetStringAsync("/metrics")).Split('\n');
        var line = lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _http.Dispose();
        await _host.DisposeAsync();
        if (!ErrorsExpected && Logs.Errors.Any())
        {
            Assert.Fail("the signer logged errors: " + string.Join(Environment.NewLine, Logs.Errors));
        }
    }
}
