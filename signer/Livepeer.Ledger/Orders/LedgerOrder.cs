namespace Livepeer.Ledger.Orders;

/// <summary>Work for the writer. Its caller waits from before it is queued until the commit that holds it is on disk.</summary>
/// <typeparam name="TState">What a store shows its orders.</typeparam>
internal abstract class LedgerOrder<TState>
{
    /// <summary>Whether it runs after the commit, on what the file holds then; otherwise it is part of the commit.</summary>
    public bool AfterCommit { get; init; }

    /// <summary>Claims the order for the writer.</summary>
    /// <returns>False when its caller has stopped waiting: nothing of it happens.</returns>
    public abstract bool TryBegin();

    /// <summary>Runs it on the state; a failure is kept for its caller and leaves the state as it was. A store may run it again: the last run counts.</summary>
    public abstract void Run(TState state);

    /// <summary>Tells the caller how it went.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing of it was stored; an order that failed by itself tells its own failure.</summary>
    public abstract void Fail(Exception failure);
}
