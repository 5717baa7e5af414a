using Livepeer.Payments.Desk;

namespace Livepeer.Payments.Tests.Desk;

public class PaymentPolicyTests
{
    public static TheoryData<Action> Nonsense => new()
    {
        () => _ = PaymentPolicy.Default with { MaxTicketEv = new(-1) },
        () => _ = PaymentPolicy.Default with { MaxTotalEv = new(-1) },
        () => _ = PaymentPolicy.Default with { DepositMultiplier = 0 },
        () => _ = PaymentPolicy.Default with { NonceLimit = 49 },
        () => _ = PaymentPolicy.Default with { NonceLimit = 601 },
        () => _ = PaymentPolicy.Default with { MaxTicketsPerPayment = 0 },
        () => _ = PaymentPolicy.Default with { MaxOpenPayments = 0 },
        () => _ = PaymentPolicy.Default with { MaxBlocksAhead = 1 },
        () => _ = PaymentPolicy.Default with { OpenPaymentTimeout = TimeSpan.FromMinutes(10) },
        () => _ = PaymentPolicy.Default with { OpenPaymentTimeout = TimeSpan.Zero },
        () => _ = PaymentPolicy.Default with { AuthTokenBuffer = TimeSpan.FromSeconds(-1) },
        () => _ = PaymentPolicy.Default with { MaxL1BlockAge = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Init_ValueOutOfRange_IsRefused(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action);

    [Fact]
    public void Default_Values_AreGoLivepeers()
    {
        Assert.Equal("3000000000000", PaymentPolicy.Default.MaxTicketEv.ToString());
        Assert.Equal("20000000000000", PaymentPolicy.Default.MaxTotalEv.ToString());
        Assert.Equal(1, PaymentPolicy.Default.DepositMultiplier);
        Assert.Equal(500, PaymentPolicy.Default.NonceLimit);
        Assert.Equal(100, PaymentPolicy.Default.MaxTicketsPerPayment);
    }
}
