using Livepeer.Audit.Writing;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Anchoring;

/// <summary>Tells the ledger how far the log is. Nothing waits for it: what cannot be told now is told with the next head. One call at a time.</summary>
/// <param name="ledger">Is told.</param>
/// <param name="log">Name of the log.</param>
/// <param name="board">Has the head, and counts.</param>
/// <param name="known">What the ledger knows; null for nothing.</param>
/// <param name="holds">Whether that is in the log. When it is not, the start's own record says so, and the ledger has to follow the log as it is now.</param>
/// <param name="time">The clock.</param>
internal sealed class AnchorKeeper(ILedgerAnchors ledger, string log, AuditBoard board, LogAnchor? known, bool holds, TimeProvider time)
{
    private const int LastAttempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private long _told = holds && known is not null ? known.Sequence : 0;
    private LogAnchor? _instead = holds ? null : known;
    private string? _problem;
    private Action<string?> _changed = static _ => { };

    /// <summary>Whoever wants to know why it does not work, and that it works again (null). Told at once when it does not work now.</summary>
    public void Watch(Action<string?> changed)
    {
        lock (_gate)
        {
            _changed = changed;
            if (_problem is { } problem)
            {
                changed(problem);
            }
        }
    }

    /// <summary>Tells of the last head that there will be: no later one makes good what fails now, so it is tried a few times.</summary>
    public async ValueTask KeepLastAsync()
    {
        for (var attempt = 1; !await KeepAsync() && attempt < LastAttempts; attempt++)
        {
            // A stop waits in real time, as the operator does.
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Tells of the head if there is something new. Never fails.</summary>
    /// <returns>False when it is worth another attempt.</returns>
    public async ValueTask<bool> KeepAsync()
    {
        var head = board.Read(0).Head;
        if (head.Sequence <= _told)
        {
            return true;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            await ledger.AnchorAsync(new LogAnchor(log, head.Sequence, head.Hash, time.GetUtcNow()), _instead, patience.Token);
            (_told, _instead) = (head.Sequence, null);
            board.Anchored(head.Sequence);
            Say(null);
            return true;
        }
        catch (LedgerUnavailableException failure)
        {
            board.AnchorFailed();
            Say(failure.Message);
            return false;
        }
        catch (OperationCanceledException)
        {
            board.AnchorFailed();
            Say("The ledger did not answer in time.");
            return true;
        }
    }

    private void Say(string? problem)
    {
        lock (_gate)
        {
            // Once for an outage, however long it lasts and whatever else is said of it.
            if (problem is null != _problem is null)
            {
                _changed(problem);
            }

            _problem = problem;
        }
    }
}
