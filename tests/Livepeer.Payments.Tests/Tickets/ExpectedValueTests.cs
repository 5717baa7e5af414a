using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit;

namespace Livepeer.Payments.Tests.Tickets;

public class ExpectedValueTests
{
    public static TheoryData<int> GoCases => PaymentVectors.Cases("fromGoLivepeerTests.ev");

    public static TheoryData<int> WinProbabilities => PaymentVectors.Cases("fromGoLivepeerTests.winProb");

    [Theory]
    [MemberData(nameof(GoCases))]
    public void Of_TicketOfGoLivepeersTests_RoundsToTheStatedNumber(int index)
    {
        var vector = PaymentVectors.Case("fromGoLivepeerTests.ev", index);
        var expectedValue = ExpectedValue.Of(new Wei(vector.Number("faceValue")), new WinProbability(vector.Number("winProb")));
        Assert.Equal(vector.Text("evRounded"), expectedValue.ToFixed(0));
    }

    [Theory]
    [MemberData(nameof(WinProbabilities))]
    public void Of_ProbabilityThatAnOrchestratorChose_IsItsTargetOrAHairAbove(int index)
    {
        var vector = PaymentVectors.Case("fromGoLivepeerTests.winProb", index);
        var expectedValue = ExpectedValue.Of(new Wei(vector.Number("faceValue")), new WinProbability(vector.Number("winProb")));
        var target = new Rational(vector.Number("ev"));
        Assert.True(target <= expectedValue && expectedValue < target + new Rational(1, 1_000_000));
    }
}
