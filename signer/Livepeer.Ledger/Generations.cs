using System.Security.Cryptography;
using Livepeer.Payments.Desk.Repair;

namespace Livepeer.Ledger;

/// <summary>The running generation, and those who wait for another one. Safe for any number of callers.</summary>
internal sealed class Generations(LedgerGeneration running)
{
    private readonly Lock _gate = new();
    private LedgerGeneration _running = running;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerGeneration Running
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>A random number, 1 to 2^53 - 1: exact in every JSON reader.</summary>
    public static long Draw() =>
        1 + (long)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) % ((1UL << 53) - 1));

    /// <summary>Tells everyone who waits, when it is another one.</summary>
    public void Publish(LedgerGeneration generation)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (generation == _running)
            {
                return;
            }

            _running = generation;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Waits until another generation than the given one is running.</summary>
    public async ValueTask<LedgerGeneration> WaitAsync(long known, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running.Number != known)
                {
                    return _running;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
