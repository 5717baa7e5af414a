using Livepeer.Payments.Money;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class SettlementTests
{
    [Fact]
    public async Task Outcome_OfADeliveredPayment_BringsTheChangeBack()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var paid = await signer.PayAsync(Requests.Ai("k", units: 1_000_000));

        var report = new ReportOutcomeRequest { Settlements = { new Settlement { IdempotencyKey = "k", Outcome = Outcome.Delivered, BilledUnits = 400_000 } } };
        var first = await signer.Payments.ReportOutcomeAsync(report, signer.As());
        var again = await signer.Payments.ReportOutcomeAsync(report, signer.As());

        var change = Rational.Parse(paid.ExpectedValueWei) - new Rational(400_000L * 1200);
        Assert.Equal((SettlementState.Settled, change.ToString()), (first.Results[0].State, first.Results[0].BalanceWei));
        Assert.Equal((SettlementState.AlreadySettled, change.ToString()), (again.Results[0].State, again.Results[0].BalanceWei));
        var balance = (await signer.StatusAsync()).GetProperty("balances")[0];
        Assert.Equal(change.ToString(), balance.GetProperty("creditWei").GetString());
        Assert.Equal("27_stabilityai/sd-turbo", balance.GetProperty("bucket").GetString());
    }

    [Fact]
    public async Task Outcome_OfADeliveredPayment_SavesTicketsInTheNext()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Requests.Ai("k1", units: 20_000_000));

        var next = Requests.Ai("k2", units: 1);
        next.Settlements.Add(new Settlement { IdempotencyKey = "k1", Outcome = Outcome.Delivered, BilledUnits = 0 });
        var answer = await signer.PayAsync(next);

        Assert.Equal(0u, answer.TicketCount);
    }
}
