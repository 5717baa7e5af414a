using DevOrchestrator.Accounts;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using Google.Protobuf;

namespace DevOrchestrator.Api;

/// <summary>POST /payment: credits tickets to the manifest of the credentials, whatever it is.</summary>
internal sealed class PaymentEndpoint(Node node)
{
    public async Task HandleAsync(HttpContext context)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Payment))
        {
            return;
        }

        var (request, refusal) = PaidRequest.Read(node, incoming, context.Request.Headers);
        var (result, unpaid) = request is null ? (null, refusal) : BarePayment.Take(node, request, request.Data.ManifestId.ToStringUtf8(), JobKind.Payment);
        if (unpaid is not null)
        {
            node.Stats.CountRefusal($"payment: {unpaid.Text}");
            await unpaid.WriteAsync(context);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Payment))
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(result!.ToByteArray(), context.RequestAborted);
        }
    }
}
