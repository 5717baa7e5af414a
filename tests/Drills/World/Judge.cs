using DevOrchestrator.Hosting;
using Google.Protobuf;
using Grpc.Net.Client;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;

namespace Drills.World;

/// <summary>
/// The recipient of every ticket: a dev orchestrator, which knows nothing of the product and remembers each nonce it has seen, for every random value it ever gave out.
/// </summary>
internal sealed class Judge : IAsyncDisposable
{
    private readonly DevOrchestratorHost _host;
    private readonly HttpClient _http;
    private readonly GrpcChannel _channel;
    private readonly Orchestrator.OrchestratorClient _client;

    private Judge(DevOrchestratorHost host)
    {
        _host = host;
        _http = new HttpClient(AnyCertificate()) { Timeout = TimeSpan.FromSeconds(30) };
        _channel = GrpcChannel.ForAddress(host.ServiceUri, new GrpcChannelOptions { HttpHandler = AnyCertificate(), DisposeHttpClient = true });
        _client = new(_channel);
    }

    public static async Task<Judge> StartAsync(DateTimeOffset genesis, CancellationToken cancellationToken) =>
        new(await DevOrchestratorHost.StartAsync(new DevOrchestratorOptions { L1Genesis = genesis, Transcoder = TranscoderKind.Copy }, cancellationToken));

    /// <summary>Fresh ticket parameters for a sender.</summary>
    public async Task<ByteString> InformationAsync(GetIdentityResponse sender, CancellationToken cancellationToken)
    {
        var information = await _client.GetOrchestratorAsync(
            new OrchestratorRequest { Address = sender.Address, Sig = sender.OrchestratorSignature },
            deadline: TimeProvider.System.GetUtcNow().AddSeconds(20).UtcDateTime,
            cancellationToken: cancellationToken);
        return information.ToByteString();
    }

    /// <summary>Hands tickets in.</summary>
    /// <returns>Null when they were taken; else the judge's words.</returns>
    public async Task<string?> PresentAsync(CreatePaymentResponse payment, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.ServiceUri, "payment"));
        request.Headers.TryAddWithoutValidation("Livepeer-Payment", payment.PaymentHeader);
        request.Headers.TryAddWithoutValidation("Livepeer-Segment", payment.SegmentHeader);
        using var answer = await _http.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync(cancellationToken)).Trim()}";
    }

    /// <summary>What came, from all senders.</summary>
    public Book Read()
    {
        var stats = _host.Stats(tickets: 1);
        return new Book(
            stats.Senders.Sum(sender => sender.TicketsSeen),
            stats.Senders.Aggregate(Fraction.Zero, (sum, sender) => sum + Fraction.Parse(sender.SeenEvWei)),
            stats.Senders.Sum(sender => sender.NonceViolations + sender.NonceRepeats),
            stats.Refusals.ToDictionary(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _http.Dispose();
        await _host.DisposeAsync();
    }

    private static SocketsHttpHandler AnyCertificate() => new()
    {
        UseProxy = false,

#pragma warning disable CA5359 // the judge made its certificate itself, for this run
        SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    };

    /// <summary>What the judge has seen.</summary>
    /// <param name="Tickets">Different tickets.</param>
    /// <param name="ExpectedValue">Wei, of those.</param>
    /// <param name="NoncesReused">Nonces that came a second time, with other bytes or with the same: clients hand each payment in once.</param>
    /// <param name="Refusals">By text.</param>
    internal sealed record Book(long Tickets, Fraction ExpectedValue, long NoncesReused, IReadOnlyDictionary<string, long> Refusals);
}
