using System.Net;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Payments.Desk;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class FailoverPolicyTests
{
    [Theory]
    [InlineData(403, "invalid auth token\n", "payment_outdated", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(403, "expired auth token\n", "payment_outdated", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(400, "TicketParams expired\n", "payment_outdated", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(400, "invalid recipientRand for ticket recipientRandHash\n", "payment_outdated", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(400, "invalid ticket senderNonce: already seen sender=0x1 nonce=3\n", "nonce_clash", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(400, "Insufficient balance\n", "insufficient_balance", NextStep.RefreshSame, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(403, "OrchestratorCapped\n", "busy", NextStep.NextOrchestrator, HealthMark.Busy, PaymentOutcomeKind.NotSent)]
    [InlineData(503, "insufficient capacity\n", "busy", NextStep.NextOrchestrator, HealthMark.Busy, PaymentOutcomeKind.NotSent)]
    [InlineData(403, "incompatible capabilities\n", "not_capable", NextStep.NextOrchestrator, HealthMark.NotCapable, PaymentOutcomeKind.NotSent)]
    [InlineData(403, "ErrSegSig\n", "our_credentials", NextStep.OurFault, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(402, "illegal base64\n", "our_credentials", NextStep.OurFault, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(403, "Forbidden\n", "our_credentials", NextStep.OurFault, HealthMark.None, PaymentOutcomeKind.Rejected)]
    [InlineData(500, "text-to-image container returned 400: prompt is rude\n", "bad_request", NextStep.BadInput, HealthMark.None, PaymentOutcomeKind.Delivered)]
    [InlineData(500, "Internal Server Error\n", "failed", NextStep.NextOrchestrator, HealthMark.Failed, PaymentOutcomeKind.Lost)]
    internal void Answer_FirstTime_IsJudged(int status, string text, string code, NextStep next, HealthMark mark, PaymentOutcomeKind outcome)
    {
        var verdict = FailoverPolicy.Judge(new AttemptFailure.Answered((HttpStatusCode)status, text), refreshed: false);

        Assert.Equal((code, next, mark, outcome), (verdict.Code, verdict.Next, verdict.Mark, verdict.Outcome));
    }

    [Theory]
    [InlineData("TicketParams expired")]
    [InlineData("Insufficient balance")]
    [InlineData("invalid auth token")]
    public void RefreshableAnswer_AfterARefresh_MovesOn(string text)
    {
        var verdict = FailoverPolicy.Judge(new AttemptFailure.Answered(HttpStatusCode.BadRequest, text), refreshed: true);

        Assert.Equal((NextStep.NextOrchestrator, HealthMark.Failed), (verdict.Next, verdict.Mark));
    }

    [Theory]
    [InlineData("OrchestratorBusy", "busy", NextStep.NextOrchestrator, HealthMark.Busy)]
    [InlineData("no transcoders can provide requested capabilities", "not_capable", NextStep.NextOrchestrator, HealthMark.NotCapable)]
    [InlineData("Remote transcoder took too long", "failed", NextStep.NextOrchestrator, HealthMark.Failed)]
    [InlineData("Unrecoverable state, restart process", "failed", NextStep.NextOrchestrator, HealthMark.Failed)]
    [InlineData("Decoder not found", "bad_segment", NextStep.BadInput, HealthMark.None)]
    internal void WorkFailed_AfterThePaymentWasTaken_IsBilledWithNothing(string text, string code, NextStep next, HealthMark mark)
    {
        var verdict = FailoverPolicy.Judge(new AttemptFailure.WorkFailed(text), refreshed: false);

        Assert.Equal((code, next, mark, PaymentOutcomeKind.Delivered), (verdict.Code, verdict.Next, verdict.Mark, verdict.Outcome));
    }

    [Fact]
    public void Unreachable_BeforeAnythingWasSent_KeepsTheCredit() =>
        Assert.Equal(PaymentOutcomeKind.NotSent, FailoverPolicy.Judge(new AttemptFailure.Unreachable("refused"), refreshed: false).Outcome);

    [Fact]
    public void Interrupted_InTheMiddle_WritesTheCreditOff() =>
        Assert.Equal(PaymentOutcomeKind.Lost, FailoverPolicy.Judge(new AttemptFailure.Interrupted("reset"), refreshed: false).Outcome);

    [Fact]
    public void Dishonest_Judged_WeighsHeavily() =>
        Assert.Equal(HealthMark.Dishonest, FailoverPolicy.Judge(new AttemptFailure.Dishonest("x"), refreshed: false).Mark);

    [Theory]
    [InlineData(AttemptPhase.Upload, "upload_timeout", PaymentOutcomeKind.Lost)]
    [InlineData(AttemptPhase.Work, "work_timeout", PaymentOutcomeKind.Lost)]
    [InlineData(AttemptPhase.Download, "download_timeout", PaymentOutcomeKind.Delivered)]
    internal void TimedOut_ByPhase_HasItsOwnCode(AttemptPhase phase, string code, PaymentOutcomeKind outcome)
    {
        var verdict = FailoverPolicy.Judge(new AttemptFailure.TimedOut(phase), refreshed: false);

        Assert.Equal((code, outcome, HealthMark.Slow), (verdict.Code, verdict.Outcome, verdict.Mark));
    }

    [Fact]
    public void ClientFault_Quoted_ShowsOnlyTheRunnersWords() =>
        Assert.Equal("prompt is rude", FailoverPolicy.Judge(new AttemptFailure.Answered(HttpStatusCode.InternalServerError, "text-to-image container returned 400: prompt is rude\n"), false).Message);
}
