using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit.Ports;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>A signer that speaks the real protocol on loopback and answers as it is told. Remembers payments across its own restarts, as the real one does.</summary>
internal sealed class ScriptedSigner : IAsyncDisposable
{
    private readonly HeldPort _port = new();
    private WebApplication? _server;

    /// <summary>Every payment call that arrived, in order, repetitions included.</summary>
    public ConcurrentQueue<Api.CreatePaymentRequest> Calls { get; } = new();

    /// <summary>Every settlement that arrived, by payment or by report, in order.</summary>
    public ConcurrentQueue<(Api.Settlement Settlement, bool Rode)> Settlements { get; } = new();

    /// <summary>Distinct payments by idempotency key.</summary>
    public ConcurrentDictionary<string, Api.CreatePaymentResponse> Payments { get; } = new();

    public ConcurrentQueue<string> Tokens { get; } = new();

    public int IdentityCalls { get; private set; }

    /// <summary>Decides a payment; null makes an ordinary one.</summary>
    public Func<Api.CreatePaymentRequest, int, ServerCallContext, Task<Api.CreatePaymentResponse?>> OnPayment { get; set; } = static (_, _, _) => Task.FromResult<Api.CreatePaymentResponse?>(null);

    /// <summary>Decides a report; false refuses it as unavailable.</summary>
    public Func<bool> TakesReports { get; set; } = static () => true;

    /// <summary>The list of orchestrators, and the questions for it.</summary>
    public Api.ListOrchestratorsResponse Orchestrators { get; } = new();

    public ConcurrentQueue<Api.ListOrchestratorsRequest> Lists { get; } = new();

    public Uri Endpoint => new($"grpc://127.0.0.1:{_port.Number}");

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port.Number, static listen => listen.Protocols = HttpProtocols.Http2));
        _ = builder.Services.AddGrpc();
        _ = builder.Services.AddSingleton(this);
        _server = builder.Build();
        _ = _server.MapGrpcService<Service>();
        _ = _server.MapGrpcService<ListService>();
        await _server.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await server.StopAsync(now.Token);
            await server.DisposeAsync();
        }
    }

    /// <summary>Makes the ordinary payment of a key, or gives the one that was made.</summary>
    public Api.CreatePaymentResponse Make(string key) => Payments.GetOrAdd(key, Ordinary);

    public static RpcException Refusal(StatusCode status, string code, Api.Side side) => new(
        new Grpc.Core.Status(status, code),
        new Metadata { { "remotesigner-refusal-bin", new Api.Refusal { Code = code, Message = $"Refused: {code}.", Side = side, Actual = "2", Limit = "1" }.ToByteArray() } });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
    }

    private static Api.CreatePaymentResponse Ordinary(string key) => new()
    {
        PaymentHeader = "payment of " + key,
        SegmentHeader = "segment of " + key,
        TicketCount = 2,
        FirstNonce = 1,
        FeeWei = "7/2",
        ExpectedValueWei = "9/2",
        BalanceWei = "1",
        NoncesLeft = 498,
        BlocksLeft = 39,
    };

    private sealed class ListService(ScriptedSigner script) : Api.Orchestrators.OrchestratorsBase
    {
        public override Task<Api.ListOrchestratorsResponse> List(Api.ListOrchestratorsRequest request, ServerCallContext context)
        {
            script.Lists.Enqueue(request);
            return Task.FromResult(script.Orchestrators);
        }
    }

    private sealed class Service(ScriptedSigner script) : Api.Payments.PaymentsBase
    {
        public override Task<Api.GetIdentityResponse> GetIdentity(Api.GetIdentityRequest request, ServerCallContext context)
        {
            script.IdentityCalls++;
            return Task.FromResult(new Api.GetIdentityResponse
            {
                Address = ByteString.CopyFrom(Enumerable.Repeat((byte)7, 20).ToArray()),
                OrchestratorSignature = ByteString.CopyFrom(new byte[65]),
                ChainId = 42161,
                Version = "test",
            });
        }

        public override async Task<Api.CreatePaymentResponse> CreatePayment(Api.CreatePaymentRequest request, ServerCallContext context)
        {
            script.Calls.Enqueue(request);
            script.Tokens.Enqueue(context.RequestHeaders.GetValue("authorization") ?? "");
            foreach (var settlement in request.Settlements)
            {
                script.Settlements.Enqueue((settlement, true));
            }

            var answer = await script.OnPayment(request, script.Calls.Count, context);
            return answer is null ? script.Make(request.IdempotencyKey) : script.Payments.GetOrAdd(request.IdempotencyKey, answer);
        }

        public override Task<Api.ReportOutcomeResponse> ReportOutcome(Api.ReportOutcomeRequest request, ServerCallContext context)
        {
            if (!script.TakesReports())
            {
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "not now"));
            }

            foreach (var settlement in request.Settlements)
            {
                script.Settlements.Enqueue((settlement, false));
            }

            return Task.FromResult(new Api.ReportOutcomeResponse());
        }
    }
}
