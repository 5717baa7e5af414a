using System.Security.Cryptography;
using Livepeer.Audit.Anchoring;
using Livepeer.Audit.Files;
using Livepeer.Audit.Reading;
using Livepeer.Audit.Records;
using Livepeer.Audit.Writing;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit;

/// <summary>
/// An audit log in files of JSON lines, each of which names the hash of the one before it. An entry is flushed to the disk before <see cref="AppendAsync"/>
/// returns; entries that wait at the same time share one flush. Now and then the head is signed with the deposit key, and the ledger told of it. Safe for any number of callers.
/// </summary>
public sealed class FileAuditLog : IAuditLog, IAsyncDisposable
{
    private const int RememberedPayments = 32_768;
    private static readonly TimeSpan ProofLifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly OpenedFolder _folder;
    private readonly EntryQueue _queue;
    private readonly AuditBoard _board = new();
    private readonly RecordedPayments _recorded = new(RememberedPayments);
    private readonly AuditWriter _writer;
    private readonly AnchorKeeper? _anchors;
    private readonly Checkpoints _checkpoints;
    private readonly TimeProvider _time;
    private readonly Task _writing;

    private FileAuditLog(OpenedFolder folder, AuditLogOptions options, IKeyCustodian custodian, KnownEnds? known, IAuditDisk disk, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        var found = LogId.Of(folder);
        Id = found ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LogId.Bytes));
        _queue = new EntryQueue(options.MaxQueuedEntries, options.MaxQueuedBytes);
        _board.Opened(folder.Head);
        var anchor = known?.Anchors.FirstOrDefault(end => end.Log == Id);
        var holds = anchor is null || AnchorSearch.Holds(folder, anchor);
        Cut = holds ? null : new AuditCut(new AuditHead(anchor!.Sequence, anchor.Hash), folder.Head);
        EarlierLogs = found is null && known is not null ? known.Anchors : [];
        _anchors = known is null ? null : new AnchorKeeper(known.Ledger, Id, _board, anchor, holds, time);
        _writer = new AuditWriter(new AuditFiles(folder, options, disk), _queue, _board, Id, folder.Head, time);
        _writer.WriteFirst(new WaitingEntry(Started(custodian, options.Version)));
        _checkpoints = new Checkpoints(record => WriteAsync(record, CancellationToken.None), custodian, _board, _anchors, Id, folder.Head, options, time);
        _writer.Written = _checkpoints.Advanced;
        if (Cut is not null)
        {
            // The ledger shall follow the log as it is now, and not wait until the log has passed what is missing.
            _checkpoints.Remind();
        }

        _writing = Task.Factory.StartNew(_writer.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>16 hexadecimal digits, of this folder alone; every record has them.</summary>
    public string Id { get; }

    /// <summary>Full path of the folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>Set when this start did not find the record that the ledger knows of this log. Its own record says so, and every verification from then on.</summary>
    public AuditCut? Cut { get; }

    /// <summary>What the ledger knew of logs when this start began a new one; empty for a log that was there.</summary>
    public IReadOnlyList<LogAnchor> EarlierLogs { get; }

    /// <summary>Names of files that this start kept although there is no record in them: what is left of a log that was emptied, or of one that was never written.</summary>
    public IReadOnlyList<string> FilesWithoutRecord => _folder.WithoutRecord;

    /// <summary>What was done since the log was opened, for metrics.</summary>
    public AuditCounters Counters => _board.Read(_queue.Count);

    /// <summary>Opens the folder, or makes it. Blocks on the disk: reads the last file once.</summary>
    /// <param name="options">How it is kept.</param>
    /// <param name="custodian">Signs checkpoints.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="AuditFolderException">The folder is in use, damaged or inaccessible.</exception>
    public static FileAuditLog Open(AuditLogOptions options, IKeyCustodian custodian, TimeProvider time) => Open(options, custodian, known: null, new AuditDisk(), time);

    /// <summary>Opens the folder, or makes it, holds it against what the ledger knows of its end, and keeps telling the ledger.</summary>
    /// <param name="options">How it is kept.</param>
    /// <param name="custodian">Signs checkpoints.</param>
    /// <param name="ledger">Is told of the log's end now and then; must live longer than the log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels waiting for the ledger.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="AuditFolderException">The folder is in use, damaged or inaccessible.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be asked; nothing was opened.</exception>
    public static Task<FileAuditLog> OpenAsync(AuditLogOptions options, IKeyCustodian custodian, ILedgerAnchors ledger, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, custodian, ledger, new AuditDisk(), time, cancellationToken);

    /// <summary>Tells why the ledger cannot be told of the log's end, once for each outage, and null when it can again. At once when it cannot now.</summary>
    public void WatchAnchors(Action<string?> changed) => _anchors?.Watch(changed);

    /// <inheritdoc/>
    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        var paid = (entry as AuditEntry.Payment)?.Paid;
        var rendered = new RenderedEntry(Id, _time.GetUtcNow());
        EntryForm.Add(rendered, entry, isRepetition: paid is { Replayed: true } && _recorded.Contains(paid));
        await WriteAsync(rendered, cancellationToken);
        if (paid is not null)
        {
            _recorded.Add(paid);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        // What worked a moment ago need not be tried again.
        if (!_board.HasWrittenWithin(ProofLifetime, _time))
        {
            await WriteAsync(null, cancellationToken);
        }
    }

    /// <summary>Recorded payments, the newest first. Blocks on the disk while it is enumerated; the log may be written meanwhile.</summary>
    /// <param name="since">Ends before the first payment that is older, by ledger time.</param>
    /// <param name="after">Number of the record behind which to look, as of <see cref="AuditHead.Sequence"/>; 0 for the whole log.</param>
    /// <returns>Each record of a payment; the same payment again where a repetition was recorded in full.</returns>
    /// <exception cref="AuditFolderException">The log cannot be read.</exception>
    public IEnumerable<AuditedPayment> PaymentsNewestFirst(DateTimeOffset since, long after = 0) => PaymentReader.NewestFirst(_folder.Path, since, after);

    /// <summary>
    /// The ledger's generation that was last found, or made, to have every payment of this log; null when none was. Blocks on the disk.
    /// </summary>
    /// <exception cref="AuditFolderException">The folder cannot be read.</exception>
    public long? ReadRepairedGeneration() => OnDisk(() => RepairMark.Read(Folder, Id));

    /// <summary>Remembers, beyond the end of the process, that a generation of the ledger has every payment of this log. Blocks on the disk.</summary>
    /// <param name="generation">Its number.</param>
    /// <exception cref="AuditFolderException">The folder cannot be written.</exception>
    public void MarkRepaired(long generation) => OnDisk(() =>
    {
        RepairMark.Write(Folder, Id, generation);
        return true;
    });

    /// <summary>Writes what waits, then a record of the stop and a last checkpoint, and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _checkpoints.DisposeAsync();
        await StopAsync();
        _queue.Close();
        await _writing;
        _writer.Dispose();
        await _folder.Held.DisposeAsync();
    }

    internal static async Task<FileAuditLog> OpenAsync(
        AuditLogOptions options, IKeyCustodian custodian, ILedgerAnchors ledger, IAuditDisk disk, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Open(options, custodian, new KnownEnds(ledger, await ledger.ReadAnchorsAsync(cancellationToken)), disk, time);
    }

    internal static FileAuditLog Open(AuditLogOptions options, IKeyCustodian custodian, KnownEnds? known, IAuditDisk disk, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(custodian);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        var folder = FolderOpening.Open(options.Folder);
        try
        {
            return new FileAuditLog(folder, options, custodian, known, disk, time);
        }
        catch (AuditUnavailableException failure)
        {
            folder.Held.Dispose();
            throw new AuditFolderException($"The audit folder {folder.Path} cannot be written: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            folder.Held.Dispose();
            throw new AuditFolderException($"The audit folder {folder.Path} cannot be read: {failure.Message}", failure);
        }
    }

    private RenderedEntry Started(IKeyCustodian custodian, string version)
    {
        var rendered = new RenderedEntry(Id, _time.GetUtcNow());
        return rendered.Add(RecordTypes.Start, (custodian.Address, version, _folder, Cut), static (json, value) =>
        {
            json.Write(RecordNames.Sender, value.Address);
            json.WriteString(RecordNames.Version, value.version);
            json.WriteNumber(RecordNames.Process, Environment.ProcessId);
            json.WriteNumber(RecordNames.CutBytes, value._folder.CutBytes);
            json.WriteNumber(RecordNames.CutRecords, value._folder.CutRecords);
            if (value._folder.CutFile is { } kept)
            {
                json.WriteString(RecordNames.CutFile, kept);
            }

            if (value.Cut is { Known: var missing })
            {
                json.WriteNumber(RecordNames.MissingRecord, missing.Sequence);
                json.Write(RecordNames.MissingHash, missing.Hash);
            }
        });
    }

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AuditFolderException($"The mark of the last repair in {Folder} cannot be used: {failure.Message}", failure);
        }
    }

    private async ValueTask<AuditHead> WriteAsync(RenderedEntry? records, CancellationToken cancellationToken)
    {
        var entry = new WaitingEntry(records);
        if (_queue.TryAdd(entry) is { } refusal)
        {
            entry.Dispose();
            _board.Refused();
            throw new AuditUnavailableException(refusal);
        }

        return await entry.Done.WaitAsync(cancellationToken);
    }

    private async ValueTask StopAsync()
    {
        var rendered = new RenderedEntry(Id, _time.GetUtcNow());
        rendered.Add(RecordTypes.Stop, 0, static (_, _) => { });
        try
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            await WriteAsync(rendered, patience.Token);
            await _checkpoints.MakeAsync();
        }
        catch (Exception failure) when (failure is AuditUnavailableException or OperationCanceledException)
        {
            // A log that cannot be written is not closed either; everything that was released is in it.
        }

        await (_anchors?.KeepLastAsync() ?? ValueTask.CompletedTask);
    }
}
