using Livepeer.Payments.Money;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

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
        Assert.Equal("27_stabilityai/sd-turbo https://orchestrator.example:8935", balance.GetProperty("bucket").GetString());
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

    [Theory]
    [InlineData("offer")]
    [InlineData("price")]
    public async Task Outcome_WithAnOrderThatCannotBeRead_IsAppliedAllTheSame(string wrong)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var paid = await signer.PayAsync(Requests.Ai("k1"));
        var next = Requests.Ai("k2");
        next.OrchestratorInfo = wrong == "offer" ? Google.Protobuf.ByteString.CopyFromUtf8("garbage") : next.OrchestratorInfo;
        next.MaxPrice = wrong == "price" ? "cheap" : string.Empty;
        next.Settlements.Add(new Settlement { IdempotencyKey = "k1", Outcome = Outcome.Delivered, BilledUnits = 0 });

        var (_, refusal) = await signer.RefusedAsync(next);

        Assert.Equal(wrong == "offer" ? "malformed_orchestrator_info" : "invalid_request", refusal.Code);
        var balance = (await signer.StatusAsync()).GetProperty("balances")[0];
        Assert.Equal((0, paid.ExpectedValueWei), (balance.GetProperty("openPayments").GetInt32(), balance.GetProperty("creditWei").GetString()));
    }

    [Fact]
    public async Task Outcome_WithAnOrderThatCannotBeRead_IsNotLostWhenTheLedgerIsDown()
    {
        using var folder = new SignerFolder();
        var ledger = new RecordingLedger(TimeProvider.System) { Outage = "the disk is full" };
        await using var signer = await RunningSigner.StartAsync(folder, ledger);
        signer.ErrorsExpected = true;
        var order = Requests.Ai("k2");
        order.OrchestratorInfo = Google.Protobuf.ByteString.CopyFromUtf8("garbage");
        order.Settlements.Add(new Settlement { IdempotencyKey = "k1", Outcome = Outcome.Delivered });

        var (_, refusal) = await signer.RefusedAsync(order);

        // The caller sends them again.
        Assert.Equal("ledger_unavailable", refusal.Code);
    }
}
