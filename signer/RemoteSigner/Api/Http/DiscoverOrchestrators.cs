using Livepeer.Payments.Desk;
using Microsoft.Extensions.Primitives;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Api.Http;

/// <summary>
/// GET /discover-orchestrators: orchestrators with what can be had and paid there. Nobody is asked for an answer, and its bytes are made once per state of the
/// list.
/// </summary>
/// <remarks>Source: go-livepeer server/remote_signer.go GetOrchestrators.</remarks>
internal sealed class DiscoverOrchestrators(DiscoveryAnswers answers, HttpCallers callers)
{
    // More names than the network has are no question but a load.
    private const int MaxCapabilities = 256;

    public ValueTask<HttpReply> AnswerAsync(HttpContext context) => ValueTask.FromResult(Answer(context));

    private HttpReply Answer(HttpContext context)
    {
        if (!callers.MayLook(context, out var refusal))
        {
            return refusal;
        }

        var list = answers.Current;
        if (list.IsEmpty)
        {
            return HttpReply.Error(RefusalKind.NoOrchestrators, "No orchestrator is known that offers anything at an acceptable price.");
        }

        var capabilities = context.Request.Query["caps"];
        return capabilities.Count > MaxCapabilities ? HttpReply.Invalid($"at most {MaxCapabilities} caps") : HttpReply.Success(list.Find(Named(capabilities)));
    }

    private static string[] Named(StringValues capabilities) => [.. capabilities.OfType<string>().Where(name => name.Length > 0)];
}
