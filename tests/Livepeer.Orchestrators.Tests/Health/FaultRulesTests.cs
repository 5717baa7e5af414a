using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Health;
using Livepeer.Wire.Answers;

namespace Livepeer.Orchestrators.Tests.Health;

public sealed class FaultRulesTests
{
    [Theory]
    [InlineData(OrchestratorAnswer.Busy, OrchestratorFault.Busy)]
    [InlineData(OrchestratorAnswer.NotCapable, OrchestratorFault.Unsuitable)]
    [InlineData(OrchestratorAnswer.Orchestrator, OrchestratorFault.Failed)]
    [InlineData(OrchestratorAnswer.Ours, null)]
    [InlineData(OrchestratorAnswer.Client, null)]
    [InlineData(OrchestratorAnswer.PaymentRefreshable, null)]
    [InlineData(OrchestratorAnswer.NonceClash, null)]
    [InlineData(OrchestratorAnswer.AccountingDrift, null)]
    [InlineData(OrchestratorAnswer.SenderAccount, null)]
    [InlineData(OrchestratorAnswer.NonRetryableSegment, null)]
    public void Answer_Judged_BlamesOnlyTheOrchestrator(OrchestratorAnswer answer, OrchestratorFault? fault) => Assert.Equal(fault, FaultRules.Of(answer));

    [Theory]
    [InlineData(OrchestratorRefusalKind.Unreachable, OrchestratorFault.Unreachable)]
    [InlineData(OrchestratorRefusalKind.TimedOut, OrchestratorFault.Unreachable)]
    [InlineData(OrchestratorRefusalKind.PriceAboveCeiling, OrchestratorFault.Unsuitable)]
    [InlineData(OrchestratorRefusalKind.UnusableToken, OrchestratorFault.Misbehaved)]
    public void Refusal_Judged_ByItsKind(OrchestratorRefusalKind kind, OrchestratorFault fault) => Assert.Equal(fault, FaultRules.Of(new OrchestratorRefusal(kind, "")));

    [Fact]
    public void RefusalForOurSignature_Judged_BlamesNobody() =>
        Assert.Null(FaultRules.Of(new OrchestratorRefusal(OrchestratorRefusalKind.Refused, "orchestrator req sig check failed", OrchestratorAnswer.Ours)));
}
