using Livepeer.Ledger.Orders;
using Livepeer.Ledger.Redis.State;

namespace Livepeer.Ledger.Redis.Orders;

/// <summary>An order that can name what it will read.</summary>
/// <param name="step">The order.</param>
/// <param name="expect">Reads the same rows and decides nothing; null for an order that reads hardly anything.</param>
/// <param name="cancellationToken">Ends the waiting while the order has not begun.</param>
internal sealed class RedisOrder<TResult>(Func<RedisState, TResult> step, Action<RedisState>? expect, CancellationToken cancellationToken)
    : LedgerOrder<RedisState, TResult>(step, cancellationToken), IExpectingOrder
{
    public void Expect(RedisState state) => expect?.Invoke(state);
}

/// <summary>An order that can name what it will read.</summary>
internal interface IExpectingOrder
{
    /// <summary>Reads it, and decides nothing.</summary>
    void Expect(RedisState state);
}
