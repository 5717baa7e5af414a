using Google.Protobuf;
using Grpc.Core;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Desk;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Admission;
using RemoteSigner.Metrics;
using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Api.Grpc;

/// <summary><c>remotesigner.v1.Payments</c>: reads the request, asks the desk, answers. Nothing is decided here.</summary>
internal sealed partial class PaymentsService(
    PaymentDesk desk, IChainView chain, CallerIdentification identification, CallAdmission admission, SignerMetrics metrics, TimeProvider time, ILogger<PaymentsService> log)
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
        var caller = Caller.Of(context.GetHttpContext());
        var answer = await PayAsync(caller, RequestName.Of(context.GetHttpContext()), request, context.CancellationToken);
        return answer.Payment ?? throw Refuse(caller.Tenant, answer.Refusal!);
    }

    public override Task PayStream(IAsyncStreamReader<CreatePaymentRequest> requests, IServerStreamWriter<PayStreamResponse> responses, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var tenant = Caller.Of(http).Tenant;
        return PaymentStream.RunAsync(
            requests,
            responses,
            async (request, cancellationToken) =>
            {
                var answer = await PayMessageAsync(http, request, cancellationToken);
                if (answer.Refusal is { } refusal)
                {
                    Note(tenant, refusal);
                }

                return answer.Payment is { } payment
                    ? new PayStreamResponse { IdempotencyKey = request.IdempotencyKey, Payment = payment }
                    : new PayStreamResponse { IdempotencyKey = request.IdempotencyKey, Refusal = RefusalAnswer.MessageOf(answer.Refusal!) };
            },
            Broken,
            context.CancellationToken);
    }

    public override async Task<SignByocJobResponse> SignByocJob(SignByocJobRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context.GetHttpContext());
        if (ByocReader.Read(request, out var unreadable) is not { } message)
        {
            throw Refuse(caller.Tenant, unreadable!);
        }

        switch (await desk.SignByocJobAsync(caller.Tenant, caller.Limits, message, RequestName.Of(context.GetHttpContext()), context.CancellationToken))
        {
            case ByocSignatureResult.Signed signed:
                ByocJobLog.Signed(log, caller.Tenant, request.Capability, request.Id, request.Version == ByocSignatureVersion.V1 ? ByocJobRequest.V1 : ByocJobRequest.V0);
                return new SignByocJobResponse { Sender = signed.Sender.ToString(), Signature = signed.Signature.ToString() };
            case ByocSignatureResult.Refused { Refusal: var refusal }:
                throw Refuse(caller.Tenant, refusal);
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

    /// <summary>One message of a stream, which may be open for days: who calls, and what he may do, is asked for each anew.</summary>
    private async ValueTask<(CreatePaymentResponse? Payment, PaymentRefusal? Refusal)> PayMessageAsync(HttpContext context, CreatePaymentRequest request, CancellationToken cancellationToken)
    {
        if (!identification.TryIdentify(context, out var caller, out var refusal) || !admission.TryEnter(caller.Tenant, caller.Limits, out var permit, out refusal))
        {
            return (null, refusal);
        }

        using (permit)
        {
            return await PayAsync(caller, RequestName.Of(context), request, cancellationToken);
        }
    }

    /// <summary>One request, whichever call brought it.</summary>
    private async ValueTask<(CreatePaymentResponse? Payment, PaymentRefusal? Refusal)> PayAsync(
        Caller caller, string requestName, CreatePaymentRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (!OrderReader.TryRead(caller.Tenant, request, out var settlements, out var order, out var unreadable))
        {
            return (null, await SettleAsync(caller.Tenant, settlements, cancellationToken) ?? unreadable);
        }

        switch (await desk.PayAsync(order with { Limits = caller.Limits, RequestId = requestName }, cancellationToken))
        {
            case PaymentResult.Paid { Payment: var payment }:
                var answer = PaymentAnswer.Of(payment);
                metrics.PaymentAnswered(payment, time.GetElapsedTime(started));
                return (answer, null);
            case PaymentResult.Refused { Refusal: var refusal }:
                return (null, refusal);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }

    /// <summary>The edge of the program for one message: whatever goes wrong inside is told as a defect, and logged whole.</summary>
    private PayStreamResponse Broken(CreatePaymentRequest request, Exception failure)
    {
        Log.MessageBroken(log, failure);
        metrics.Refused(RefusalKind.Unknown);
        var refusal = new PaymentRefusal(RefusalKind.Unknown, "The signer failed on this request; others are not affected.");
        return new PayStreamResponse { IdempotencyKey = request.IdempotencyKey, Refusal = RefusalAnswer.MessageOf(refusal) };
    }

    private RpcException Refuse(TenantId tenant, PaymentRefusal refusal)
    {
        Note(tenant, refusal);
        return RefusalAnswer.Of(refusal);
    }

    private void Note(TenantId tenant, PaymentRefusal refusal)
    {
        metrics.Refused(refusal.Kind);
        Log.Refused(log, tenant, refusal.Kind, refusal.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Debug, "Refused a request of {Tenant}, {Kind}: {Reason}")]
        public static partial void Refused(ILogger logger, TenantId tenant, RefusalKind kind, string reason);

        [LoggerMessage(2033, LogLevel.Error, "A request of a payment stream broke: a defect of the signer.")]
        public static partial void MessageBroken(ILogger logger, Exception failure);
    }
}
