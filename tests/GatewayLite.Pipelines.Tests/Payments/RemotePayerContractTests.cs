using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using Grpc.Core;
using Livepeer.Wire.Offers;
using Microsoft.Extensions.Logging.Abstractions;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class RemotePayerContractTests : SignerPayerContract
#pragma warning restore CA1001
{
    private readonly ScriptedSigner _signer = new();
    private RemotePayer _payer = null!;

    private protected override IPayer Payer => _payer;

    private protected override int Made => _signer.Payments.Count;

    private protected override int Calls => _signer.Calls.Count;

    private protected override int IdentityCalls => _signer.IdentityCalls;

    public override async Task InitializeAsync()
    {
        await _signer.StartAsync();
        Turn(SignerMood.Willing);
        var generous = TimeSpan.FromSeconds(30);
        _payer = new RemotePayer(
            new RemotePayerOptions { Endpoint = _signer.Endpoint, Token = "secret", ConnectTimeout = generous, CallTimeout = generous }, PipelineMeter.Silent, Clock, NullLoggerFactory.Instance);
    }

    public override async Task DisposeAsync()
    {
        await _payer.DisposeAsync();
        await _signer.DisposeAsync();
    }

    private protected override Task StopAsync() => _signer.StopAsync();

    private protected override Task StartAsync() => _signer.StartAsync();

    private protected override void Turn(SignerMood mood) => _signer.OnPayment = (request, _, context) => AnswerAsync(mood, request, context);

    private async Task<Api.CreatePaymentResponse?> AnswerAsync(SignerMood mood, Api.CreatePaymentRequest request, ServerCallContext context)
    {
        if (!OrchestratorInfoReader.TryReadOffer(request.OrchestratorInfo.Span, out var offer, out _))
        {
            throw ScriptedSigner.Refusal(StatusCode.InvalidArgument, "malformed_orchestrator_info", Api.Side.Orchestrator);
        }

        if (offer.AuthToken is null)
        {
            throw ScriptedSigner.Refusal(StatusCode.InvalidArgument, "missing_auth_token", Api.Side.Orchestrator);
        }

        switch (mood)
        {
            case SignerMood.LosesAnswers:
                _ = _signer.Make(request.IdempotencyKey);
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "connection lost"));
            case SignerMood.Stalls:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
                return null;
            case SignerMood.Raves:
                return new Api.CreatePaymentResponse { PaymentHeader = "p", SegmentHeader = "s", FeeWei = "much", ExpectedValueWei = "more" };
            case SignerMood.Floods:
                return new Api.CreatePaymentResponse { PaymentHeader = new string('x', 8 << 20) };
            case SignerMood.WantsRefresh:
                throw ScriptedSigner.Refusal(StatusCode.FailedPrecondition, "ticket_parameters_expired", Api.Side.Caller);
            case SignerMood.FindsItDear:
                throw ScriptedSigner.Refusal(StatusCode.FailedPrecondition, "price_above_ceiling", Api.Side.Orchestrator);
            case SignerMood.RejectsOffers:
                throw ScriptedSigner.Refusal(StatusCode.InvalidArgument, "invalid_price", Api.Side.Orchestrator);
            case SignerMood.IsExhausted:
                throw ScriptedSigner.Refusal(StatusCode.ResourceExhausted, "ev_budget_exceeded", Api.Side.Caller);
            case SignerMood.KnowsNobody:
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unauthenticated, ""));
            case SignerMood.Fails:
                throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, ""));
            default:
                return null;
        }
    }
}
