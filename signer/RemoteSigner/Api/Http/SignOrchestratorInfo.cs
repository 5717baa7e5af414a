using Livepeer.Payments.Desk;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Api.Http;

/// <summary>POST /sign-orchestrator-info: who pays, with the signature that GetOrchestrator wants. The body is not looked at.</summary>
internal sealed class SignOrchestratorInfo(PaymentDesk desk, HttpCallers callers)
{
    public async ValueTask<HttpReply> AnswerAsync(HttpContext context)
    {
        if (!callers.MayLook(context, out var refusal))
        {
            return refusal;
        }

        return await desk.GetIdentityAsync(context.RequestAborted) switch
        {
            IdentityResult.Known { Identity: var identity } => HttpReply.Success(OrchestratorSignatureJson.Write(identity.Address, identity.OrchestratorSignature)),
            IdentityResult.Refused { Refusal: var unavailable } => HttpReply.Error(unavailable, StatusMap.HttpOf(unavailable.Kind), unavailable.Message),
            _ => throw new InvalidOperationException("The desk gave an answer of an unknown kind."),
        };
    }
}
