using FsCheck.Xunit;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

/// <summary>Random lives of a signer: orders for three sets of ticket parameters, outcomes, time, lost records.</summary>
public class RandomSequenceTests
{
    private const int NonceLimit = 50;

    [Property(MaxTest = 150)]
    public async Task AnySequence_NoNonceComesTwiceAndNoLimitIsPassed(byte[] steps)
    {
        var clock = new FakeTimeProvider(Some.Now);
        var ledger = new RecordingLedger(clock) { RunsPerStep = 2 };
        var seen = new HashSet<(Hash32 Space, uint Nonce)>();
        var policy = PaymentPolicy.Default with { NonceLimit = NonceLimit, MaxOpenPayments = 8 };
        for (var i = 0; i + 2 < steps.Length; i += 3)
        {
            var (step, label, number) = (steps[i], steps[i + 1] % 3, steps[i + 2]);
            switch (step % 8)
            {
                case 0:
                    clock.Advance(TimeSpan.FromSeconds(number));
                    break;
                case 1:
                    var outcome = Some.Outcome($"{number % (i + 1)}", (PaymentOutcomeKind)(1 + (label % 4)), number * 1000);
                    await ledger.SettleAsync(Some.Tenant, [outcome], CancellationToken.None);
                    break;
                case 2 when number < 16:
                    ledger.Epoch++;
                    break;
                case 3 when number < 16:
                    await ledger.BeginGenerationAsync("a loss", CancellationToken.None);
                    break;
                default:
                    await OrderAsync(ledger, clock, policy, seen, $"{i}", $"params-{label}", 1 + (number * 40_000L));
                    break;
            }
        }
    }

    [Property(MaxTest = 100)]
    public async Task RefusedOrder_AnyTime_LeavesNoTrace(byte number)
    {
        var ledger = new RecordingLedger(new FakeTimeProvider(Some.Now));
        var seen = new HashSet<(Hash32, uint)>();
        await OrderAsync(ledger, new FakeTimeProvider(Some.Now), PaymentPolicy.Default, seen, "paid", "params", 1 + (number * 40_000L));
        var keys = Keys("refused");
        var before = (ledger.BalanceOf(Some.Tenant, keys.Balance), ledger.NoncesOf(keys.Nonces!), ledger.SessionOf(Some.Tenant, keys.Session));
        var strict = PaymentPolicy.Default with { MaxTotalEv = new(number) };
        await OrderAsync(ledger, new FakeTimeProvider(Some.Now), strict, seen, "refused", "params", 50_000_000);
        Assert.IsType<LedgerDecision.Refuse>(ledger.Decisions[^1]);
        Assert.Equal(before, (ledger.BalanceOf(Some.Tenant, keys.Balance), ledger.NoncesOf(keys.Nonces!), ledger.SessionOf(Some.Tenant, keys.Session)));
        await OrderAsync(ledger, new FakeTimeProvider(Some.Now), PaymentPolicy.Default, seen, "refused", "params", 50_000_000);
        Assert.IsType<LedgerDecision.Commit>(ledger.Decisions[^1]);
    }

    private static async Task OrderAsync(
        RecordingLedger ledger, TimeProvider clock, PaymentPolicy policy, HashSet<(Hash32 Space, uint Nonce)> seen, string key, string label, long units)
    {
        var offer = Some.Offer(label) with { AuthToken = Some.AuthToken() with { ExpirationUnixSeconds = long.MaxValue } };
        var order = Some.Order(Some.Ai(units), key) with { Offer = offer };
        var priced = PricedOrder.Of(order, Situation.Sender);
        var chain = Some.Chain() with { L1BlockSeenAt = clock.GetUtcNow() };
        var decision = await ledger.ApplyAsync(priced.Keys, [], snapshot => Planner.Plan(snapshot, priced, chain, chain.L1BlockSeenAt, policy), CancellationToken.None);
        if (decision is not LedgerDecision.Commit commit)
        {
            return;
        }

        for (var i = 0; i < commit.Plan.TicketCount; i++)
        {
            Assert.True(seen.Add((priced.Keys.Nonces!.RecipientRandHash, commit.Plan.FirstNonce + (uint)i)), "A nonce came twice.");
        }

        Assert.InRange(commit.Plan.NoncesLeft, 0, policy.NonceLimit);
        var used = seen.Count(nonce => nonce.Space == priced.Keys.Nonces!.RecipientRandHash);
        Assert.InRange(used, 0, policy.NonceLimit);
        Assert.True(commit.Balance!.Open.Length <= policy.MaxOpenPayments);
    }

    private static LedgerKeys Keys(string key) => PricedOrder.Of(Some.Order(Some.Ai(), key), Situation.Sender).Keys;
}
