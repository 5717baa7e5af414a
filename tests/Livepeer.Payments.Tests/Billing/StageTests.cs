using System.Text.Json;
using FsCheck.Xunit;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tests.Billing;

public class StageTests
{
    public static TheoryData<int> GoCases => PaymentVectors.Cases("fromGoLivepeerTests.stageUpdate");

    public static TheoryData<int> Cases => PaymentVectors.Cases("stageUpdate");

    [Theory]
    [MemberData(nameof(GoCases))]
    public void Of_UpdateOfGoLivepeersTests_TakesTheStatedTickets(int index)
    {
        var vector = PaymentVectors.Case("fromGoLivepeerTests.stageUpdate", index);
        var ticketEv = vector.GetProperty("ev").ValueKind == JsonValueKind.Null ? Rational.Zero : vector.Fraction("ev");
        var stage = Stage.Of(vector.Fraction("existing"), vector.Fraction("minCredit"), ticketEv);
        Assert.Equal(vector.Number("numTickets"), stage.Tickets);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Vector_IsExact(int index)
    {
        var vector = PaymentVectors.Case("stageUpdate", index);
        var stage = Stage.Of(vector.Fraction("existingCredit"), vector.Fraction("fee"), vector.Fraction("ticketEv"));
        Assert.Equal(vector.Number("numTickets"), stage.Tickets);
        Assert.Equal(vector.Fraction("newCredit"), stage.NewCredit);
        Assert.Equal(
            vector.Fraction("balanceAfterIfChangeReceivedWithDebitEqFee"),
            vector.Fraction("existingCredit") + stage.NewCredit - vector.Fraction("fee"));
    }

    [Property]
    public bool Of_AnyNumbers_TakesTheFewestTicketsThatCover(int existing, uint fee, ushort evAbove, ushort evBelow)
    {
        var ticketEv = new Rational(evAbove + 1, evBelow + 1);
        var least = Rational.Max(new Rational(fee), ticketEv);
        var stage = Stage.Of(new Rational(existing), new Rational(fee), ticketEv);
        var covered = new Rational(existing) + stage.NewCredit;
        return covered >= least && (stage.Tickets.IsZero || covered - ticketEv < least);
    }
}
