using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Counts of all AI work; every member takes the one lock for a moment.</summary>
internal sealed class AiTally(AiAdmission admission, PipelineMeter meter, TimeProvider time)
{
    private readonly Lock _lock = new();
    private AiStatus _status = new(0, 0, 0, 0, 0, 0, 0, Rational.Zero, "", null);

    public AiStatus Snapshot()
    {
        lock (_lock)
        {
            return _status with { InFlight = admission.Running, Waiting = admission.Waiting };
        }
    }

    public void TurnedAway(string pipeline)
    {
        Change(static status => status with { RejectedBusy = status.RejectedBusy + 1 });
        meter.Count(new PipelineEvent.AiTurnedAway(pipeline));
    }

    public void Started(string pipeline, string model)
    {
        Change(static status => status with { Jobs = status.Jobs + 1 });
        meter.Count(new PipelineEvent.AiStarted(pipeline, model));
    }

    public void Paid(PaymentHeaders payment, TimeSpan elapsed)
    {
        Change(status => status with { Tickets = status.Tickets + payment.TicketCount, PaidExpectedValue = status.PaidExpectedValue + payment.ExpectedValue });
        meter.Count(new PipelineEvent.Paid("", payment.TicketCount, payment.ExpectedValue, elapsed));
    }

    public void PaymentRefused(PayerRefusal refusal, TimeSpan elapsed)
    {
        Failed(refusal.Message);
        meter.Count(new PipelineEvent.PaymentRefused("", refusal.Kind, refusal.Code, elapsed));
    }

    public void AttemptFailed(Uri orchestrator, string code, string message)
    {
        Failed(message);
        meter.Count(new PipelineEvent.AttemptFailed("", orchestrator, code));
    }

    public void Downloaded(string pipeline, TimeSpan elapsed, int bytes) => meter.Count(new PipelineEvent.AiResultDownloaded(pipeline, elapsed, bytes));

    /// <param name="ended">What happened; a client's fault or departure is no failure of ours.</param>
    public void Ended(PipelineEvent.AiEnded ended)
    {
        Change(status => ended.Failure switch
        {
            null => status with { Succeeded = status.Succeeded + 1 },
            AiFailureKind.BadRequest or AiFailureKind.TooLarge or AiFailureKind.Cancelled => status,
            _ => status with { Failed = status.Failed + 1 },
        });
        meter.Count(ended);
    }

    private void Failed(string message)
    {
        var now = time.GetUtcNow();
        Change(status => status with { LastError = message, LastErrorAt = now });
    }

    private void Change(Func<AiStatus, AiStatus> change)
    {
        lock (_lock)
        {
            _status = change(_status);
        }
    }
}
