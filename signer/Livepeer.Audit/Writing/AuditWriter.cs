using Livepeer.Audit.Files;
using Livepeer.Audit.Records;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Writing;

/// <summary>
/// The one thread that writes. It takes everything that waits, gives each record its number and its place in the chain, writes all of it at once and flushes
/// once; callers hear only after that.
/// </summary>
internal sealed class AuditWriter(AuditFiles files, EntryQueue queue, AuditBoard board, string logId, AuditHead opened, TimeProvider time) : IDisposable
{
    private const int MaxBatchEntries = 1_024;
    private const long MaxBatchBytes = 4 * 1024 * 1024;
    private readonly RecordBuffer _lines = new(64 * 1024);
    private readonly List<WaitingEntry> _taken = [];
    private readonly RoomCheck _room = new(files);
    private AuditHead _head = opened;
    private long _failures;

    /// <summary>Called on the writer's thread after every batch that is on disk: new head, and whether it begins a file.</summary>
    public Action<AuditHead, bool> Written { get; set; } = static (_, _) => { };

    /// <summary>Runs until the queue is closed and empty. For a thread of its own: it blocks on the disk.</summary>
    public void Run()
    {
        try
        {
            while (queue.Take(_taken, MaxBatchEntries, MaxBatchBytes))
            {
                RunBatch();
                _taken.Clear();
            }
        }
        catch (Exception failure)
        {
            // Only something like a lack of memory comes here. Nobody may wait for a writer that is gone.
            FailEverything(new AuditUnavailableException($"The audit log has stopped: {failure.Message}", failure));
        }
    }

    /// <summary>Writes one entry on the calling thread, before <see cref="Run"/>.</summary>
    /// <exception cref="AuditUnavailableException">It cannot be written.</exception>
    public void WriteFirst(WaitingEntry entry)
    {
        _taken.Add(entry);
        RunBatch();
        _taken.Clear();
        entry.Done.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        files.Dispose();
        _lines.Dispose();
    }

    private void RunBatch()
    {
        var head = _head;
        _lines.Clear();
        if (_failures > 0)
        {
            head = AppendResume(head);
        }

        foreach (var entry in _taken)
        {
            head = Append(entry, head);
        }

        var isQuestion = _taken.TrueForAll(static entry => entry.Records is null);
        var failure = isQuestion ? LookForRoom() : null;
        failure ??= _lines.Length > 0 ? Write(head) : Look();

        // Few bytes may have got to a disk that has no room for as many as failed before: their callers are served, and whoever asked is told.
        var answer = failure ?? (isQuestion ? null : LookForRoom());
        foreach (var entry in _taken)
        {
            if ((entry.Records is null ? answer : failure) is { } reason)
            {
                entry.Fail(reason);
            }
            else
            {
                entry.Complete();
            }

            entry.Dispose();
        }
    }

    private AuditUnavailableException? LookForRoom() => _room.Try(_head.Sequence + 1) is { } lack ? Down(lack.Message, lack) : null;

    private AuditHead Append(WaitingEntry entry, AuditHead head)
    {
        for (var i = 0; i < entry.Records?.Records; i++)
        {
            head = ChainLine.Append(_lines, entry.Records[i], head);
        }

        return entry.Head = head;
    }

    // The first thing that is tried after an outage: a question whether the log can be written is answered by writing.
    private AuditHead AppendResume(AuditHead head)
    {
        using var resume = new RenderedEntry(logId, time.GetUtcNow());
        resume.Add(RecordTypes.Resume, _failures, static (json, failures) => json.WriteNumber(RecordNames.Failures, failures));
        return ChainLine.Append(_lines, resume[0], head);
    }

    /// <returns>Null when everything is on disk.</returns>
    private AuditUnavailableException? Write(AuditHead head)
    {
        var started = time.GetTimestamp();
        bool begins;
        try
        {
            begins = files.Append(_lines.Written, _head.Sequence + 1);
        }
        catch (Exception failure)
        {
            // Whatever it was, nothing of this batch is released, and the loop goes on: the next batch tries the disk again.
            _room.Failed(_lines.Length);
            return Down(failure.Message, failure);
        }

        _head = head;
        _failures = 0;
        _room.Written(_lines.Length);
        board.Written(_taken.Count(static entry => entry.Records is not null), head, _lines.Length, time.GetElapsedTime(started), time.GetTimestamp());
        Written(head, begins);
        return null;
    }

    private AuditUnavailableException? Look() =>
        files.IsUntouched() ? null : Down("its last file was removed or changed by somebody else; the next record begins another file", null);

    private AuditUnavailableException Down(string reason, Exception? failure)
    {
        _failures++;
        var outage = $"The audit log cannot be written, so nothing that was signed is released: {reason}";
        board.Failed(outage);
        return new AuditUnavailableException(outage, failure);
    }

    private void FailEverything(AuditUnavailableException failure)
    {
        queue.Close();
        board.Failed(failure.Message);
        do
        {
            _taken.ForEach(entry => entry.Fail(failure));
            _taken.Clear();
        }
        while (queue.Take(_taken, MaxBatchEntries, MaxBatchBytes));
    }
}
