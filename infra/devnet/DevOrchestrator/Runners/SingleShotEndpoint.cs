using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Runners;

/// <summary>/apps/{runner}/app/…: one paid request is a whole session, metered while it is answered.</summary>
internal sealed class SingleShotEndpoint(Node node, Reservations reservations)
{
    public async Task HandleAsync(HttpContext context, string runner, string path)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        var offer = node.Runner(runner);
        var (session, challenge, refusal) = offer is null ? (null, null, RunnerEndpoints.RunnerNotFound)
            : offer.Mode != RunnerMode.SingleShot ? (null, null, new Refusal(StatusCodes.Status400BadRequest, "runner is not single-shot"))
            : reservations.Open(offer, context.Request.Headers, incoming);
        if (refusal is not null)
        {
            node.Stats.CountRefusal($"runner: {refusal.Text}");
            await refusal.WriteAsync(context);
        }
        else if (session is null)
        {
            await RunnerEndpoints.WriteChallengeAsync(context, challenge!);
        }
        else
        {
            await AnswerAsync(context, runner, path, session);
        }
    }

    private async Task AnswerAsync(HttpContext context, string runner, string path, PaidSession session)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended);
        try
        {
            await Task.Delay(node.Options.RunnerDelay, node.Options.Time, either.Token);
            if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Runner))
            {
                await EchoApp.AnswerAsync(context, runner, session.Id, path, either.Token);
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            context.Abort(); // not paid for any longer
        }
        finally
        {
            node.Now.PaidSessions.End(session.Id, "answered");
        }
    }
}
