using System.Threading.Channels;
using Livepeer.Audit.Anchoring;
using Livepeer.Audit.Records;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Signables;

namespace Livepeer.Audit.Writing;

/// <summary>Has the head signed now and then, and the ledger told of it, beside the writer: neither a slow key nor a slow ledger holds up a payment. One signature at a time.</summary>
internal sealed class Checkpoints : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Func<RenderedEntry, ValueTask<AuditHead>> _appendAsync;
    private readonly IKeyCustodian _custodian;
    private readonly AuditBoard _board;
    private readonly AnchorKeeper? _anchors;
    private readonly string _logId;
    private readonly int _everyRecords;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Task _loop;

    // One reminder is enough, whoever gives it.
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // Number of the last checkpoint's own record. Written by the loop, read by the writer.
    private long _last;

    public Checkpoints(
        Func<RenderedEntry, ValueTask<AuditHead>> appendAsync, IKeyCustodian custodian, AuditBoard board, AnchorKeeper? anchors, string logId, AuditHead opened, AuditLogOptions options, TimeProvider time)
    {
        (_appendAsync, _custodian, _board, _anchors, _logId, _time) = (appendAsync, custodian, board, anchors, logId, time);
        _everyRecords = options.CheckpointRecords;
        _last = opened.Sequence;
        _timer = time.CreateTimer(static due => ((Channel<bool>)due!).Writer.TryWrite(true), _due, options.CheckpointInterval, options.CheckpointInterval);
        _loop = RunAsync();
    }

    /// <summary>Tells of a new head; for the writer.</summary>
    public void Advanced(AuditHead head, bool beginsFile)
    {
        if (beginsFile || head.Sequence - Volatile.Read(ref _last) >= _everyRecords)
        {
            Remind();
        }
    }

    /// <summary>Has it done as soon as may be.</summary>
    public void Remind() => _due.Writer.TryWrite(true);

    /// <summary>Signs the head and records that.</summary>
    /// <returns>False when there is nothing new, or it cannot be done now.</returns>
    public async ValueTask<bool> MakeAsync()
    {
        var head = _board.Read(0).Head;
        if (head.Sequence <= Volatile.Read(ref _last))
        {
            return false;
        }

        try
        {
            var now = _time.GetUtcNow();
            if (!AuditCheckpointMessage.TryCreate(_logId, head.Sequence, head.Hash, now.ToUnixTimeSeconds(), out var message))
            {
                throw new AuditUnavailableException("The clock stands before 1970: the head cannot be signed.");
            }

            using var patience = new CancellationTokenSource(Patience, _time);
            var signature = await _custodian.SignAsync(message.Digest(), patience.Token);
            var record = new RenderedEntry(_logId, now);
            record.Add(RecordTypes.Checkpoint, (head, now, _custodian.Address, signature), static (json, value) => CheckpointForm.Write(json, value.head, value.now, value.Address, value.signature));
            Volatile.Write(ref _last, (await _appendAsync(record)).Sequence);
            _board.CheckpointMade();
            return true;
        }
        catch (Exception failure) when (failure is CustodyUnavailableException or AuditUnavailableException or OperationCanceledException)
        {
            // The records are durable without it; the next reminder tries again.
            _board.CheckpointFailed();
            return false;
        }
    }

    /// <summary>Makes no more of them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _due.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        await foreach (var _ in _due.Reader.ReadAllAsync())
        {
            await MakeAsync();

            // Of what the log has now, signed or not.
            await (_anchors?.KeepAsync() ?? ValueTask.FromResult(true));
        }
    }
}
