using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;
using Settlement = Livepeer.Payments.Desk.Settlement;

namespace RemoteSigner.Api.Grpc;

/// <summary>Turns a request into an order of the desk. Only form and bounds are judged here; what the values mean is the desk's matter.</summary>
internal static class OrderReader
{
    /// <param name="tenant">Who asks.</param>
    /// <param name="request">Anything.</param>
    /// <param name="settlements">Sound outcomes of earlier payments: true whatever is wrong with the order they came with. Empty when they are malformed.</param>
    /// <param name="order">What to pay.</param>
    /// <param name="refusal">What is wrong with the order or its settlements.</param>
    public static bool TryRead(
        TenantId tenant,
        CreatePaymentRequest request,
        out IReadOnlyList<Settlement> settlements,
        [NotNullWhen(true)] out PaymentOrder? order,
        [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        var settlementChecks = new FieldChecks();
        var read = SettlementReader.Read(request.Settlements, settlementChecks, least: 0);
        settlements = settlementChecks.Refusal is null ? read : [];

        order = null;
        var checks = new FieldChecks();
        checks.Length("idempotency_key", request.IdempotencyKey, 1, RequestLimits.KeyLength);
        checks.Length("payment_session_id", request.PaymentSessionId, 1, RequestLimits.KeyLength);
        checks.Bytes("orchestrator_info", request.OrchestratorInfo.Length, 1, WireLimits.OrchestratorInfoBytes);
        var maxPrice = MaxPrice(request, checks);
        var job = Job(request, checks);
        refusal = settlementChecks.Refusal ?? checks.Refusal;
        if (refusal is not null)
        {
            return false;
        }

        if (!OrchestratorInfoReader.TryReadOffer(request.OrchestratorInfo.Span, out var offer, out var fault))
        {
            refusal = new PaymentRefusal(RefusalKind.MalformedOrchestratorInfo, $"The OrchestratorInfo cannot be used: {fault}", fault.Actual, fault.Allowed);
            return false;
        }

        order = new PaymentOrder(tenant, request.IdempotencyKey, request.PaymentSessionId, offer, maxPrice, job!, settlements);
        return true;
    }

    private static Rational? MaxPrice(CreatePaymentRequest request, FieldChecks checks)
    {
        if (request.MaxPrice.Length == 0)
        {
            return null;
        }

        checks.Length("max_price", request.MaxPrice, 0, RequestLimits.MaxPriceLength);
        if (request.MaxPrice.Length <= RequestLimits.MaxPriceLength && Rational.TryParse(request.MaxPrice, out var price) && price.Sign >= 0)
        {
            return price;
        }

        checks.Fail("max_price", "another text", "a number of wei, n or n/d, 0 or more");
        return null;
    }

    private static Job? Job(CreatePaymentRequest request, FieldChecks checks)
    {
        switch (request.JobCase)
        {
            case CreatePaymentRequest.JobOneofCase.VideoSegment:
                return VideoSegmentReader.Read(request.VideoSegment, checks);
            case CreatePaymentRequest.JobOneofCase.Ai:
                var ai = request.Ai;
                checks.Length("ai.model_id", ai.ModelId, 1, RequestLimits.ModelIdLength);
                checks.Within("ai.units", ai.Units, 1, RequestLimits.MaxUnits);
                checks.Bytes("ai.capabilities", ai.Capabilities.Length, 0, RequestLimits.CapabilitiesBytes);
                return checks.Refusal is null ? new Livepeer.Payments.Jobs.AiJob(ai.Capability, ai.ModelId, (long)ai.Units, ai.Capabilities.Memory) : null;
            case CreatePaymentRequest.JobOneofCase.Live:
                return MeteredReader.Read(request.Live, checks);
            case CreatePaymentRequest.JobOneofCase.Fixed:
                return MeteredReader.Read(request.Fixed, checks);
            case CreatePaymentRequest.JobOneofCase.Byoc:
                return ByocReader.Read(request.Byoc, checks);
            default:
                checks.Fail("job", "nothing", "video_segment, ai, live, fixed or byoc");
                return null;
        }
    }
}
