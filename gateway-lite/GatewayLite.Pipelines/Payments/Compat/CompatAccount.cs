using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>
/// The books on one model at one orchestrator: what this gateway has there, and where the signer stands. Payments take turns, because each needs the state that the one
/// before it brought; outcomes may come at any time.
/// </summary>
/// <remarks>The balance follows the same rules as that of a signer of our own: a payment takes all free credit with it, so that two in flight never count on the same wei.</remarks>
internal sealed class CompatAccount
{
    /// <summary>Payments in flight at once; more would be held up by the turns anyhow.</summary>
    public const int MaxOpen = 1024;

    // An outcome always comes; this is for a defect that loses one.
    private static readonly TimeSpan OpenLifetime = TimeSpan.FromHours(2);

    private readonly Lock _lock = new();

    // Both guarded by the lock; immutable values.
    private BalanceState _balance = BalanceState.Empty;
    private SignerPosition? _position;

    /// <summary>Held by whoever talks to the signer about this account.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Whether nothing is in flight and what is known would be forgotten by now.</summary>
    public bool IsIdle(DateTimeOffset now)
    {
        lock (_lock)
        {
            return Expire_NeedsLock(now).Open.IsEmpty && now - _balance.LastUsed >= BalanceRules.IdleLifetime;
        }
    }

    /// <summary>Takes the free credit for a payment and says what the signer has to add. Ends with <see cref="Paid"/>, or with <see cref="Settle"/> alone.</summary>
    /// <returns>Null when as many payments are in flight as may be.</returns>
    public CompatStage? Begin(string key, CompatOrder order, DateTimeOffset now)
    {
        lock (_lock)
        {
            var balance = Expire_NeedsLock(now);
            if (balance.Open.Length >= MaxOpen)
            {
                return null;
            }

            if (_position?.Price != order.Price)
            {
                _position = null;
            }

            var existing = Rational.Max(balance.Credit, Rational.Zero);
            _balance = new BalanceState(
                balance.Credit - existing, balance.Open.Add(new OpenPayment(key, existing, Rational.Zero, order.Price.PerUnit, now + OpenLifetime)), now);
            return Stage_NeedsLock(key, order);
        }
    }

    /// <summary>The signer did not accept its state: the payment begins anew without one.</summary>
    public CompatStage BeginAnew(string key, CompatOrder order)
    {
        lock (_lock)
        {
            _position = null;
            return Stage_NeedsLock(key, order);
        }
    }

    /// <summary>The signer has paid.</summary>
    /// <param name="key">The payment.</param>
    /// <param name="newCredit">Expected value of its tickets.</param>
    /// <param name="position">Where the signer stands now.</param>
    public void Paid(string key, Rational newCredit, SignerPosition position)
    {
        lock (_lock)
        {
            _position = position;
            _balance = _balance with { Open = [.. _balance.Open.Select(open => open.IdempotencyKey == key ? open with { NewCredit = newCredit } : open)] };
        }
    }

    /// <summary>Nobody knows what the signer did with its state: the next payment begins anew. What the orchestrator has is not touched by that.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _position = null;
        }
    }

    /// <summary>What became of a payment.</summary>
    public void Settle(Settlement settlement, DateTimeOffset now)
    {
        lock (_lock)
        {
            _balance = BalanceRules.Settle(_balance, settlement, now);
            if (settlement.Outcome == PaymentOutcomeKind.Rejected)
            {
                // The orchestrator's balance is not what was thought, and the signer's may be no better known.
                _position = null;
            }
        }
    }

    private CompatStage Stage_NeedsLock(string key, CompatOrder order)
    {
        var open = _balance.Open.First(payment => payment.IdempotencyKey == key);

        // What was billed beyond all credit is paid first.
        var existing = open.Existing + Rational.Min(_balance.Credit, Rational.Zero);
        return new CompatStage(
            _position,
            order.Price.PricePerUnit == 0 ? order.Job.Units : CompatRules.Need(_position?.Credit ?? Rational.Zero, existing, order.Price.PerUnit, order.Job.Units, order.TicketEv));
    }

    private BalanceState Expire_NeedsLock(DateTimeOffset now) => _balance = BalanceRules.Expire(_balance, now);
}
