using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NetCapabilities = Livepeer.Protos.Net.Capabilities;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>An orchestrator without payments that answers segments with whatever a test wants, over real TLS: for what no honest orchestrator does.</summary>
internal sealed class ScriptedOrchestrator : IAsyncDisposable
{
    private WebApplication? _server;
    private int _ended;
    private int _asked;
    private int _segments;
    private int _imagesFetched;

    public Uri Uri { get; private set; } = new("https://127.0.0.1:1");

    /// <summary>Sessions that the gateway ended.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Questions for a session.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Segments that arrived.</summary>
    public int Segments => Volatile.Read(ref _segments);

    /// <summary>Images that were fetched.</summary>
    public int ImagesFetched => Volatile.Read(ref _imagesFetched);

    /// <summary>Whether segments get no answer at all.</summary>
    public bool IsStalled { get; set; }

    /// <summary>With what segments are refused; null when they are not.</summary>
    public (int Status, string Text)? Refuses { get; set; }

    /// <summary>With what words sessions are refused; null when they are not.</summary>
    public string? RefusesSessions { get; set; }

    /// <summary>Makes the answer to a segment of the given number.</summary>
    public Func<long, TranscodeResult> OnSegment { get; set; } = static sequence => new TranscodeResult { Seq = sequence, Error = "OrchestratorBusy" };

    /// <summary>Makes the JSON answer to an image request.</summary>
    public Func<string> OnImages { get; set; } = static () => "{}";

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelHttpsConfiguration();
        _ = builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.UseHttps(Certificate())));
        _ = builder.Services.AddGrpc();
        _ = builder.Services.AddSingleton(this);
        _server = builder.Build();
        _ = _server.MapGrpcService<Service>();
        _ = _server.MapPost("/segment", SegmentAsync);
        _ = _server.MapPost("/text-to-image", () => Results.Content(OnImages(), "application/json"));
        _ = _server.MapGet("/image/{name}", () => Image([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, .. new byte[40_000]]));
        _ = _server.MapGet("/made/{name}", static () => Results.Bytes("rendition"u8.ToArray()));
        await _server.StartAsync();
        Uri = new Uri(_server.Urls.First());
    }

    /// <summary>One rendition at a URL.</summary>
    public TranscodeResult Made(long sequence, string url, long pixels = 1) => new()
    {
        Seq = sequence,
        Data = new TranscodeData { Segments = { new TranscodedSegmentData { Url = new Uri(Uri, url).AbsoluteUri, Pixels = pixels } } },
    };

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    private static NetCapabilities Everything()
    {
        const uint TextToImage = 27;
        var models = new NetCapabilities.Types.CapabilityConstraints { Models = { ["stabilityai/sdxl-turbo"] = new() { Warm = true, Capacity = 1 } } };
        return new NetCapabilities
        {
            Bitstring = { ulong.MaxValue },
            Capacities = { [TextToImage] = 1 },
            Constraints = new() { PerCapability = { [TextToImage] = models } },
            Version = "0.9.1",
        };
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=scripted", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private IResult Image(byte[] bytes)
    {
        _ = Interlocked.Increment(ref _imagesFetched);
        return Results.Bytes(bytes);
    }

    private async Task SegmentAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var sent = SegData.Parser.ParseFrom(Convert.FromBase64String(context.Request.Headers["Livepeer-Segment"].ToString()));
        _ = Interlocked.Increment(ref _segments);
        if (IsStalled)
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        if (Refuses is var (status, text))
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(text, context.RequestAborted);
            return;
        }

        await context.Response.Body.WriteAsync(OnSegment(sent.Seq).ToByteArray(), context.RequestAborted);
    }

    private sealed class Service(ScriptedOrchestrator script) : Orchestrator.OrchestratorBase
    {
        public override Task<OrchestratorInfo> GetOrchestrator(OrchestratorRequest request, ServerCallContext context)
        {
            _ = Interlocked.Increment(ref script._asked);
            if (script.RefusesSessions is { } words)
            {
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unknown, words));
            }

            return Task.FromResult(new OrchestratorInfo
            {
                Transcoder = script.Uri.AbsoluteUri,
                AuthToken = new Livepeer.Protos.Net.AuthToken
                {
                    Token = ByteString.CopyFrom(new byte[32]),
                    SessionId = RandomNumberGenerator.GetHexString(8, lowercase: true),
                    Expiration = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds(),
                },
                Capabilities = Everything(),
            });
        }

        public override Task<EndTranscodingSessionResponse> EndTranscodingSession(EndTranscodingSessionRequest request, ServerCallContext context)
        {
            _ = Interlocked.Increment(ref script._ended);
            return Task.FromResult(new EndTranscodingSessionResponse());
        }
    }
}
