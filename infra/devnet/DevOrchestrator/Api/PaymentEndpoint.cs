using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>POST /payment: credits tickets to the manifest of the credentials and answers with fresh ticket parameters and the same token.</summary>
internal sealed class PaymentEndpoint(Node node)
{
    public async Task HandleAsync(HttpContext context)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Segment))
        {
            return;
        }

        var (request, refusal) = PaidRequest.Read(node, incoming, context.Request.Headers);
        var manifest = request?.Data.ManifestId.ToStringUtf8() ?? string.Empty;
        refusal ??= request?.Credit(manifest);
        var info = refusal is null && request is not null ? node.Describe(request.Sender, request.Data.Capabilities, manifest, request.Data.AuthToken) : null;
        if (refusal is null && info?.Info is null)
        {
            refusal = new Refusal(StatusCodes.Status500InternalServerError, "Internal Server Error");
        }

        if (refusal is not null)
        {
            node.Stats.CountRefusal($"payment: {refusal.Text}");
            await refusal.WriteAsync(context);
            return;
        }

        await context.Response.Body.WriteAsync(new PaymentResult { Info = info?.Info }.ToByteArray(), context.RequestAborted);
    }
}
