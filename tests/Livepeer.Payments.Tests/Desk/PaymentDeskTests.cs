using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

public sealed class PaymentDeskTests : IDisposable
{
    private readonly PrivateKey _key = Some.Key();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly FixedChainView _chain = new(Some.Chain());
    private readonly RecordingAuditLog _audit = new();
    private readonly RecordingLedger _ledger;
    private readonly InMemoryCustodian _custodian;
    private readonly PaymentDesk _desk;

    public PaymentDeskTests()
    {
        _ledger = new RecordingLedger(_clock);
        _custodian = new InMemoryCustodian(_key);
        _desk = Desk(_custodian);
    }

    public static TheoryData<int> PaymentsWithTickets => [0, 1, 3];

    public void Dispose() => _key.Dispose();

    [Theory]
    [MemberData(nameof(PaymentsWithTickets))]
    public async Task Pay_ParametersOfVector_GivesItsSignaturesInAllImplementations(int index)
    {
        var vector = PaymentVectors.Case("payments", index);
        var expected = vector.GetProperty("tickets").EnumerateArray().ToArray();
        using var key = vector.Key();
        foreach (var secp256k1 in Implementations.Present)
        {
            var policy = PaymentPolicy.Default with { MaxTotalEv = new(long.MaxValue) };
            var ledger = new RecordingLedger(_clock);
            var desk = new PaymentDesk(new InMemoryCustodian(key, secp256k1), ledger, ledger, new RecordingAuditLog(), _chain, policy, _clock);
            Assert.Equal(vector.Address("sender"), desk.Sender);
            var offer = Offer(vector);
            var ticketEv = ExpectedValue.Of(offer.TicketParameters!.FaceValue, offer.TicketParameters.WinProbability);
            var earlier = (int)expected[0].Number("senderNonce") - 1;
            if (earlier > 0)
            {
                await PaidAsync(desk, Tickets(offer, earlier, ticketEv, "earlier"));
            }

            var payment = await PaidAsync(desk, Tickets(offer, expected.Length, ticketEv, "payment"));
            Assert.Equal(expected.Select(ticket => (uint)ticket.Number("senderNonce")), payment.Tickets.Select(ticket => ticket.SenderNonce));
            Assert.Equal(expected.Select(ticket => ticket.Text("signature")), payment.Tickets.Select(ticket => ticket.Signature.ToString()));
            Assert.Equal(vector.Text("totalEvRat"), payment.Plan.NewCredit.ToString());
        }
    }

    [Fact]
    public async Task Pay_Segment_SignsItsCredentials()
    {
        var payment = await PaidAsync(_desk, Some.Order());
        Assert.True(SegmentCredentials.TryCreate(payment.Order.Job, out var credentials));
        Assert.True(Secp256k1.Managed.TryRecover(credentials.Digest().Digest, payment.SegmentSignature!.Value, out var signer));
        Assert.Equal(_desk.Sender, signer);
        Assert.False(payment.Replayed);
    }

    [Fact]
    public async Task Pay_Repeated_GivesTheSameBytesAndCountsOnce()
    {
        var first = await PaidAsync(_desk, Some.Order());
        _clock.Advance(TimeSpan.FromMinutes(20));
        _chain.Current = null;
        var again = await PaidAsync(_desk, Some.Order() with { MaxPrice = new Rational(1), Settlements = [] });
        Assert.True(again.Replayed);
        Assert.Equal(first.Tickets.AsEnumerable(), again.Tickets.AsEnumerable());
        Assert.Equal(first.SegmentSignature, again.SegmentSignature);
        Assert.Equal(18, _ledger.NoncesOf(NonceKey)!.Used);
    }

    [Fact]
    public async Task Pay_LedgerClockHoursAhead_JudgesByTheWallClock()
    {
        var ledger = new RecordingLedger(new FakeTimeProvider(Some.Now.AddHours(5)));
        var desk = new PaymentDesk(_custodian, ledger, ledger, new RecordingAuditLog(), _chain, PaymentPolicy.Default, _clock);
        await PaidAsync(desk, Some.Order());
        Assert.Equal(Some.Now.AddHours(5), ledger.BalanceOf(Some.Tenant, BalanceKey)!.LastUsed);

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(RefusalKind.ChainViewStale, (await RefusedAsync(desk, Some.Order(Some.Segment(1), "payment-2"))).Kind);
        _clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal(RefusalKind.AuthTokenExpiring, (await RefusedAsync(desk, Some.Order(Some.Segment(2), "payment-3"))).Kind);
    }

    [Fact]
    public async Task Pay_KeyOfAnotherOrder_IsRefused()
    {
        await PaidAsync(_desk, Some.Order());
        Assert.Equal(RefusalKind.IdempotencyKeyReused, (await RefusedAsync(_desk, Some.Order(Some.Segment(sequence: 1)))).Kind);
    }

    [Fact]
    public async Task Pay_SettlementOfTheEarlierPayment_BringsChangeBack()
    {
        var first = await PaidAsync(_desk, Some.Order());
        var second = await PaidAsync(_desk, Some.Order("payment-2") with { Settlements = [Some.Outcome("payment-1", PaymentOutcomeKind.Delivered)] });
        Assert.Equal(first.Plan.NewCredit - second.Plan.Fee, second.Plan.BalanceAfter);
        Assert.Equal(0, second.Plan.TicketCount);
    }

    [Fact]
    public async Task Pay_MalformedOrder_IsRefusedButItsSettlementsAreApplied()
    {
        var first = await PaidAsync(_desk, Some.Order());
        var order = Some.Order("payment-2") with { PaymentSessionId = "", Settlements = [Some.Outcome("payment-1", PaymentOutcomeKind.Delivered)] };
        Assert.Equal(RefusalKind.InvalidRequest, (await RefusedAsync(_desk, order)).Kind);
        Assert.Equal(first.Plan.NewCredit, _ledger.BalanceOf(Some.Tenant, BalanceKey)!.Credit);
    }

    [Fact]
    public async Task Pay_PlannerRefuses_SignsNothingAndAppliesSettlements()
    {
        await PaidAsync(_desk, Some.Order());
        var signatures = _custodian.Signatures;
        var order = Some.Order("payment-2") with { MaxPrice = new Rational(1), Settlements = [Some.Outcome("payment-1", PaymentOutcomeKind.Lost)] };
        Assert.Equal(RefusalKind.PriceAboveCallersMaximum, (await RefusedAsync(_desk, order)).Kind);
        Assert.Equal(signatures, _custodian.Signatures);
        Assert.Empty(_ledger.BalanceOf(Some.Tenant, BalanceKey)!.Open);
    }

    [Fact]
    public async Task Pay_LedgerDown_IsRefusedWithoutASignature()
    {
        _ledger.Outage = "disk full";
        var refusal = await RefusedAsync(_desk, Some.Order());
        Assert.Equal((RefusalKind.LedgerUnavailable, "disk full"), (refusal.Kind, refusal.Message));
        Assert.Equal(0, _custodian.Signatures);
    }

    [Fact]
    public async Task Pay_CustodyDown_IsRefusedAndARetryGetsThePaymentOnce()
    {
        _custodian.Outage = "token removed";
        Assert.Equal(RefusalKind.CustodyUnavailable, (await RefusedAsync(_desk, Some.Order())).Kind);
        _custodian.Outage = null;
        var payment = await PaidAsync(_desk, Some.Order());
        Assert.True(payment.Replayed);
        Assert.Equal(18, payment.Tickets.Length);
        Assert.Equal(18, _ledger.NoncesOf(NonceKey)!.Used);
    }

    [Fact]
    public async Task Pay_SignatureOfAnotherKey_IsNotReleased()
    {
        using var other = PrivateKey.Generate();
        var refusal = await RefusedAsync(Desk(new ImpostorCustodian(_custodian.Address, new InMemoryCustodian(other))), Some.Order());
        Assert.Equal(RefusalKind.CustodyUnavailable, refusal.Kind);
        Assert.Contains("does not recover", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_SlowKey_IsAskedForAllSignaturesAtOnce()
    {
        var custodian = new StalledCustodian(_custodian);
        var paying = PaidAsync(Desk(custodian), Some.Order());
        await custodian.Asked;
        Assert.Equal(19, custodian.Waiting);
        custodian.Release();
        Assert.Equal(18, (await paying).Tickets.Length);
    }

    [Fact]
    public async Task Pay_Cancelled_ThrowsAndTheRetryFindsThePayment()
    {
        var custodian = new StalledCustodian(_custodian);
        using var cancellation = new CancellationTokenSource();
        var paying = Desk(custodian).PayAsync(Some.Order(), cancellation.Token).AsTask();
        await custodian.Asked;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paying);
        Assert.True((await PaidAsync(_desk, Some.Order())).Replayed);
    }

    [Fact]
    public async Task Pay_ManyAtOnce_NeverShareANonce()
    {
        var payments = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => PaidAsync(_desk, Some.Order(Some.Segment(i), $"payment-{i}")))));
        Assert.Equal(360, payments.SelectMany(payment => payment.Tickets).Select(ticket => ticket.SenderNonce).Distinct().Count());
    }

    [Fact]
    public void Constructor_KeyWithoutDeterminism_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Desk(new InMemoryCustodian(_key) { SignsDeterministically = false }));
        Assert.Contains("deterministically", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetIdentity_Twice_SignsOnce()
    {
        var known = Assert.IsType<IdentityResult.Known>(await _desk.GetIdentityAsync(CancellationToken.None));
        Assert.Same(known, await _desk.GetIdentityAsync(CancellationToken.None));
        Assert.Equal(1, _custodian.Signatures);
        Assert.Equal(PaymentVectors.Case("orchInfoSignatures", 0).Text("signature"), known.Identity.OrchestratorSignature.ToString());
    }

    [Fact]
    public async Task GetIdentity_CustodyDown_IsRefusedAndAskedAgain()
    {
        _custodian.Outage = "token removed";
        Assert.IsType<IdentityResult.Refused>(await _desk.GetIdentityAsync(CancellationToken.None));
        _custodian.Outage = null;
        Assert.IsType<IdentityResult.Known>(await _desk.GetIdentityAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Settle_KnownAndUnknownPayments_AnswersInOrder()
    {
        await PaidAsync(_desk, Some.Order());
        var outcome = Some.Outcome("payment-1", PaymentOutcomeKind.Delivered);
        var unknown = outcome with { IdempotencyKey = "never" };
        var settled = Assert.IsType<SettleResult.Settled>(await _desk.SettleAsync(Some.Tenant, [outcome, outcome, unknown], CancellationToken.None));
        Assert.Equal([SettlementState.Settled, SettlementState.AlreadySettled, SettlementState.NoSuchPayment], settled.Results.Select(result => result.State));
    }

    [Fact]
    public async Task Settle_PaymentOfAnotherTenant_IsUnknown()
    {
        await PaidAsync(_desk, Some.Order());
        var settled = Assert.IsType<SettleResult.Settled>(
            await _desk.SettleAsync(new TenantId("tenant-b"), [Some.Outcome("payment-1", PaymentOutcomeKind.Delivered)], CancellationToken.None));
        Assert.Equal(SettlementState.NoSuchPayment, Assert.Single(settled.Results).State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public async Task Settle_WrongNumberOfOutcomes_IsRefused(int count)
    {
        var outcomes = Enumerable.Repeat(Some.Outcome("payment-1", PaymentOutcomeKind.Lost), count).ToArray();
        Assert.IsType<SettleResult.Refused>(await _desk.SettleAsync(Some.Tenant, outcomes, CancellationToken.None));
    }

    [Fact]
    public async Task Settle_LedgerDown_IsRefused()
    {
        _ledger.Outage = "disk full";
        var outcome = Some.Outcome("payment-1", PaymentOutcomeKind.Lost);
        var refused = Assert.IsType<SettleResult.Refused>(await _desk.SettleAsync(Some.Tenant, [outcome], CancellationToken.None));
        Assert.Equal(RefusalKind.LedgerUnavailable, refused.Refusal.Kind);
    }

    private static NonceKey NonceKey => new(Situation.Sender, Some.TicketParameters().RecipientRandHash);

    private static BalanceKey BalanceKey => new(Situation.Sender, Some.Recipient, Some.AuthToken().SessionId);

    private static async Task<Payment> PaidAsync(PaymentDesk desk, PaymentOrder order) =>
        Assert.IsType<PaymentResult.Paid>(await desk.PayAsync(order, CancellationToken.None)).Payment;

    private static async Task<PaymentRefusal> RefusedAsync(PaymentDesk desk, PaymentOrder order) =>
        Assert.IsType<PaymentResult.Refused>(await desk.PayAsync(order, CancellationToken.None)).Refusal;

    private static OrchestratorOffer Offer(System.Text.Json.JsonElement vector)
    {
        var parameters = vector.GetProperty("ticketParams");
        var price = vector.GetProperty("expectedPrice");
        return Some.Offer() with
        {
            Price = new PriceInfo((long)price.Number("pricePerUnit"), (long)price.Number("pixelsPerUnit")),
            TicketParameters = new TicketParameters(
                parameters.Address("recipient"),
                new Wei(parameters.Number("faceValue")),
                new WinProbability(parameters.Number("winProb")),
                parameters.Hash("recipientRandHash"),
                parameters.Number("seed"),
                parameters.Number("expirationBlock"),
                parameters.Expiration()),
        };
    }

    // As many units as the tickets are worth, rounded down.
    private static PaymentOrder Tickets(OrchestratorOffer offer, int tickets, Rational ticketEv, string key)
    {
        var units = (long)(ticketEv * new Rational(tickets) / offer.Price!.PerUnit).Floor();
        return Some.Order(Some.Ai(units), key) with { Offer = offer };
    }

    private PaymentDesk Desk(IKeyCustodian custodian) => new(custodian, _ledger, _ledger, _audit, _chain, PaymentPolicy.Default, _clock);

    private sealed class ImpostorCustodian(EthAddress address, IKeyCustodian inner) : IKeyCustodian
    {
        public EthAddress Address => address;

        public bool SignsDeterministically => true;

        public ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken) => inner.SignAsync(digest, cancellationToken);
    }
}
