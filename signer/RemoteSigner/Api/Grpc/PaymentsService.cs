using Google.Protobuf;
using Grpc.Core;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Desk;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Metrics;
using RemoteSigner.Tenants;

namespace RemoteSigner.Api.Grpc;

/// <summary><c>remotesigner.v1.Payments</c>: reads the request, asks the desk, answers. Nothing is decided here.</summary>
internal sealed partial class PaymentsService(PaymentDesk desk, IChainView chain, SignerMetrics metrics, TenantUsage usage, TimeProvider time, ILogger<PaymentsService> log)
    : Payments.PaymentsBase
{
    public override async Task<GetIdentityResponse> GetIdentity(GetIdentityRequest request, ServerCallContext context)
    {
        switch (await desk.GetIdentityAsync(context.CancellationToken))
        {
            case IdentityResult.Known { Identity: var identity }:
                return new GetIdentityResponse
                {
                    Address = UnsafeByteOperations.UnsafeWrap(identity.Address.ToArray()),
                    OrchestratorSignature = UnsafeByteOperations.UnsafeWrap(identity.OrchestratorSignature.ToArray()),
                    ChainId = chain.Current?.ChainId ?? 0,
                    Version = ProductVersion.Text,
                    ChecksummedAddress = identity.Address.ToString(),
                };
            case IdentityResult.Refused { Refusal: var refusal }:
                throw Refuse(Caller.Of(context.GetHttpContext()).Tenant, refusal);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }

    public override async Task<CreatePaymentResponse> CreatePayment(CreatePaymentRequest request, ServerCallContext context)
    {
        var started = time.GetTimestamp();
        var tenant = Caller.Of(context.GetHttpContext()).Tenant;
        if (!OrderReader.TryRead(tenant, request, out var settlements, out var order, out var unreadable))
        {
            throw Refuse(tenant, await SettleAsync(tenant, settlements, context.CancellationToken) ?? unreadable);
        }

        switch (await desk.PayAsync(order, context.CancellationToken))
        {
            case PaymentResult.Paid { Payment: var payment }:
                var answer = PaymentAnswer.Of(payment);
                metrics.PaymentMade(payment, time.GetElapsedTime(started));
                usage.Paid(tenant, payment);
                return answer;
            case PaymentResult.Refused { Refusal: var refusal }:
                throw Refuse(tenant, refusal);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }

    public override async Task<ReportOutcomeResponse> ReportOutcome(ReportOutcomeRequest request, ServerCallContext context)
    {
        var tenant = Caller.Of(context.GetHttpContext()).Tenant;
        var checks = new FieldChecks();
        var settlements = SettlementReader.Read(request.Settlements, checks, least: 1);
        if (checks.Refusal is { } unreadable)
        {
            throw Refuse(tenant, unreadable);
        }

        switch (await desk.SettleAsync(tenant, settlements, context.CancellationToken))
        {
            case SettleResult.Settled { Results: var results }:
                metrics.Settled(results);
                return PaymentAnswer.Of(results);
            case SettleResult.Refused { Refusal: var refusal }:
                throw Refuse(tenant, refusal);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }

    /// <returns>Null when everything is durable; else what stands in the way, so that the caller sends the settlements again.</returns>
    private async ValueTask<PaymentRefusal?> SettleAsync(TenantId tenant, IReadOnlyList<Livepeer.Payments.Desk.Settlement> settlements, CancellationToken cancellationToken) =>
        settlements.Count > 0 && await desk.SettleAsync(tenant, settlements, cancellationToken) is SettleResult.Refused { Refusal: var refusal } ? refusal : null;

    private RpcException Refuse(TenantId tenant, PaymentRefusal refusal)
    {
        metrics.Refused(refusal.Kind);
        Log.Refused(log, tenant, refusal.Kind, refusal.Message);
        return RefusalAnswer.Of(refusal);
    }

    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Debug, "Refused a request of {Tenant}, {Kind}: {Reason}")]
        public static partial void Refused(ILogger logger, TenantId tenant, RefusalKind kind, string reason);
    }
}
