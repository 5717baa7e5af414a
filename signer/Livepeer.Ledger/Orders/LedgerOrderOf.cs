using System.Data.Common;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Orders;

/// <summary>An order with a result.</summary>
internal class LedgerOrder<TState, TResult> : LedgerOrder<TState>
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Cancelled = 2;

    private readonly Func<TState, TResult> _step;
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancellation;
    private int _phase;
    private TResult? _result;
    private Exception? _failure;

    /// <param name="step">Runs on the writer's thread; must leave the state untouched when it throws.</param>
    /// <param name="cancellationToken">Ends the waiting while the order has not begun.</param>
    public LedgerOrder(Func<TState, TResult> step, CancellationToken cancellationToken)
    {
        _step = step;
        _cancellation = cancellationToken.UnsafeRegister(
            static (order, token) => ((LedgerOrder<TState, TResult>)order!).Cancel(token),
            this);
    }

    public Task<TResult> Completion => _completion.Task;

    public sealed override bool TryBegin() => Interlocked.CompareExchange(ref _phase, Begun, Waiting) == Waiting;

    public sealed override void Run(TState state)
    {
        _failure = null;
        try
        {
            _result = _step(state);
        }
        catch (DbException e)
        {
            _failure = new LedgerUnavailableException($"The ledger could not be read: {e.Message}", e);
        }
        catch (Exception e)
        {
            // The step is foreign code (the planner): its failure is its caller's, never the writer's.
            _failure = e;
        }
    }

    public sealed override void Complete()
    {
        _cancellation.Unregister();
        if (_failure is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_failure);
        }
    }

    public sealed override void Fail(Exception failure)
    {
        _failure ??= failure;
        Complete();
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _phase, Cancelled, Waiting) == Waiting)
        {
            _completion.TrySetCanceled(token);
        }
    }
}
