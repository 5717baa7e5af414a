using Livepeer.Audit;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Control;

/// <summary>GET /audit: how far this signer's audit log is, exactly, and what the ledger knows of logs.</summary>
internal sealed class AuditEndpoint(FileAuditLog audit, ILedgerStore ledger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        // The head first: what is verified against it is read later.
        var head = audit.Counters.Head;
        IReadOnlyList<AnchorJson>? known = null;
        string? problem = null;
        try
        {
            known = [.. (await ledger.ReadAnchorsAsync(context.RequestAborted)).Select(AnchorJson.Of)];
        }
        catch (LedgerUnavailableException failure)
        {
            problem = failure.Message;
        }

        var answer = new AuditJson(audit.Id, audit.Folder, head.Sequence, head.Hash.ToString(), known, problem);
        await context.Response.WriteAsJsonAsync(answer, ControlJsonContext.Default.AuditJson, cancellationToken: context.RequestAborted);
    }
}
