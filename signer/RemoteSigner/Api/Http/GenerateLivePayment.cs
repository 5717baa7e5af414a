using Livepeer.Payments.Desk;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Metrics;
using RemoteSigner.Seal;

namespace RemoteSigner.Api.Http;

/// <summary>POST /generate-live-payment: one payment of a session, by type or by units.</summary>
internal sealed class GenerateLivePayment(
    PaymentDesk desk, HttpCallers callers, RequestBody bodies, PaymentGate gate, PaymentReplies replies, StateSeal seal, SignerMetrics metrics, TimeProvider time)
{
    public async ValueTask<HttpReply> AnswerAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        if (!callers.TryIdentifyPayer(context, out _, out var unknown))
        {
            return unknown;
        }

        var (instead, read) = await bodies.ReadAsync(context, Read);
        if (instead is not null)
        {
            return instead;
        }

        // The body may have taken its time: a token may be withdrawn by now, and limits may be others.
        if (!callers.TryIdentifyPayer(context, out var caller, out unknown))
        {
            return unknown;
        }

        if (read.Request is null)
        {
            return HttpReply.Invalid(read.Fault!);
        }

        if (!PaymentForm.TryRead(read.Request, seal, out var form, out var malformed))
        {
            return malformed;
        }

        var passage = await gate.PassAsync(context, caller, form);
        return passage.Order is { } order ? await PayAsync(
            order with { RequestId = RequestName.Of(context) }, form with { Consent = passage.Consent, Grant = passage.Grant }, started, context.RequestAborted) : passage.Instead!;
    }

    private static (RemotePaymentRequest? Request, string? Fault) Read(ReadOnlySpan<byte> body) =>
        RemotePaymentRequestJson.TryRead(body, out var request, out var fault) ? (request, null) : (null, fault);

    private async ValueTask<HttpReply> PayAsync(PaymentOrder order, PaymentForm form, long started, CancellationToken cancellationToken)
    {
        switch (await desk.PayAsync(order, cancellationToken))
        {
            case PaymentResult.Paid { Payment: var payment }:
                var reply = replies.Paid(payment, form);
                metrics.PaymentAnswered(payment, time.GetElapsedTime(started));
                return reply;
            case PaymentResult.Refused refused:
                return replies.Refused(refused, form, order.Tenant);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }
}
