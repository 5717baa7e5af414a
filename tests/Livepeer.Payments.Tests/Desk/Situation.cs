using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

/// <summary>Everything that the planner looks at; as it stands, an order of <see cref="Some"/> is paid.</summary>
internal sealed record Situation(LedgerSnapshot Snapshot, PaymentOrder Order, ChainSnapshot? Chain, PaymentPolicy Policy)
{
    public static readonly EthAddress Sender = EthAddress.Parse("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");

    public static Situation Ordinary { get; } = new(new LedgerSnapshot(Some.Now, 0, null, null, null, null), Some.Order(), Some.Chain(), PaymentPolicy.Default);

    public DateTimeOffset WallNow { get; init; } = Some.Now;

    public LedgerDecision Plan() => Planner.Plan(Snapshot, PricedOrder.Of(Order, Sender), Chain, WallNow, Policy);

    public bool IsCommitted => Plan() is LedgerDecision.Commit;

    public LedgerDecision.Commit Committed() => Assert.IsType<LedgerDecision.Commit>(Plan());

    public PaymentRefusal Refusal() => Assert.IsType<LedgerDecision.Refuse>(Plan()).Refusal;

    public Situation With(Func<LedgerSnapshot, LedgerSnapshot> change) => this with { Snapshot = change(Snapshot) };

    public Situation With(Func<PaymentOrder, PaymentOrder> change) => this with { Order = change(Order) };

    public Situation With(Func<PaymentPolicy, PaymentPolicy> change) => this with { Policy = change(Policy) };

    public Situation With(Func<OrchestratorOffer, OrchestratorOffer> change) => With((PaymentOrder order) => order with { Offer = change(order.Offer) });

    public Situation With(Func<ChainSnapshot, ChainSnapshot> change) => this with { Chain = Chain is null ? null : change(Chain) };

    public Situation With(Func<SenderFunds, SenderFunds> change) => With((ChainSnapshot chain) => chain with { Funds = change(chain.Funds) });

    public Situation With(Func<TicketParameters, TicketParameters> change) => With((OrchestratorOffer offer) =>
        offer.TicketParameters is { } parameters ? offer with { TicketParameters = change(parameters) } : offer);

    public Situation WithCredit(long wei) => With((LedgerSnapshot snapshot) => snapshot with { Balance = new BalanceState(new(wei), [], Some.Now) });
}
