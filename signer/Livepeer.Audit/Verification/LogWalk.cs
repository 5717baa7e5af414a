using System.Globalization;
using Livepeer.Audit.Records;
using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>The state of a walk through a log, line by line.</summary>
internal sealed class LogWalk(AuditVerificationOptions options)
{
    private readonly HashWindow _window = new();
    private readonly List<AuditFinding> _findings = [];
    private readonly List<string> _notes = [];
    private readonly CheckpointCheck _checkpoints = new(options.Signer);
    private readonly EndCheck _end = new(options.Anchors);
    private readonly HashSet<string> _cutFiles = [];
    private Place _place = new(string.Empty, 0);
    private Place _before = new(string.Empty, 0);
    private AuditHead _head;
    private long _first;
    private long _named;
    private Place? _torn;
    private Place? _junk;
    private long _junkLines;
    private bool _isFirstOfFile;
    private bool _isClosed;

    // A line whose previous hash is wrong: either it was changed or the one before it. The next line knows its hash and tells.
    private bool _doubtful;

    public IReadOnlyList<AuditFinding> Findings => _findings;

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public void BeginFile(string name, long firstSequence) => (_place, _named, _isFirstOfFile) = (new(name, 0), firstSequence, true);

    public void EndFile(long bytes, bool isLastFile)
    {
        Bytes += bytes;
        if (bytes == 0 && !isLastFile)
        {
            Find(_place, "the file is empty, and others follow it");
        }
    }

    public void Line(ReadOnlySpan<byte> line, bool isWhole, bool isLastFile)
    {
        var before = _place;
        _place = _place with { Line = _place.Line + 1 };
        if (!isWhole && isLastFile)
        {
            _torn = _place;
            return;
        }

        if (!isWhole || !ChainLine.TryRead(line, out var sequence, out var previous))
        {
            FindNoRecord();
            return;
        }

        Follow(sequence, previous, before);
        _head = new AuditHead(sequence, ChainLine.HashOf(line));
        _window.Add(_head);
        Records++;
        Look(line);
    }

    /// <param name="files">Files that it has.</param>
    /// <param name="cutFiles">Files beside it with what starts took away.</param>
    public AuditVerification Finish(int files, IReadOnlyList<string> cutFiles)
    {
        if (_doubtful)
        {
            Find(_place, "the last record and the one before it do not belong together: one of them was changed");
        }

        if (Records == 0)
        {
            Find(_place, "the log has files and no record: it was emptied, or its signer ended before it wrote the first one");
        }

        foreach (var missing in _end.Missing(_first, _head))
        {
            Find(_place, missing);
        }

        foreach (var file in cutFiles.Where(file => !_cutFiles.Contains(file)))
        {
            Find(new Place(file, 1), "a start moved these lines out of the log, and no record in it says so. Look at them, then move the file elsewhere");
        }

        if (_torn is { } torn)
        {
            _notes.Add($"{torn.File} ends in the middle of line {torn.Line}: " + (_end.KnowsMoreThan(_head)
                ? "that record was whole once, and was cut."
                : "a write in progress, or one that a signer did not finish. Its next start cuts that off; no signature of it was released."));
        }

        _notes.AddRange(_end.Notes(_first));

        if (_first > 1)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"The log begins with record {_first}: older files were removed."));
        }

        if (!_isClosed && Records > 0)
        {
            var behind = _head.Sequence - _checkpoints.CoveredSequence;
            _notes.Add("The log does not end with a stop: a signer is running, or did not end in order."
                + (behind < 0 ? string.Empty : $" {Counted.Are(behind, "record")} behind the last signature.")
                + (_end.HasAnchors ? string.Empty : " Only a head that is known from elsewhere shows whether some are missing at the end."));
        }

        return new AuditVerification(
            files, Records, Bytes, _first, _head, _checkpoints.Count, _checkpoints.CoveredSequence, _checkpoints.Signer, _checkpoints.Other, _isClosed, _findings, [.. _notes, .. _checkpoints.Notes]);
    }

    private void Follow(long sequence, Hash32 previous, Place before)
    {
        var doubted = _doubtful;
        _doubtful = false;
        if (_isFirstOfFile && sequence != _named)
        {
            Find(_place, string.Create(CultureInfo.InvariantCulture, $"the file's name promises record {_named} here, and it is {sequence}"));
        }

        _isFirstOfFile = false;
        if (_first == 0)
        {
            _first = sequence;
            if (sequence == 1 && previous != default)
            {
                Find(_place, "the first record names one before it");
            }

            return;
        }

        if (doubted)
        {
            // Whoever vouches for the doubtful line as it stands puts the blame on the one before it.
            Find(previous == _head.Hash ? _before : before, "the record was changed: its neighbour names another hash");
        }

        if (sequence > _head.Sequence + 1)
        {
            Find(_place, sequence == _head.Sequence + 2
                ? string.Create(CultureInfo.InvariantCulture, $"record {sequence - 1} is missing before this one")
                : string.Create(CultureInfo.InvariantCulture, $"records {_head.Sequence + 1} to {sequence - 1} are missing before this one"));
        }
        else if (sequence <= _head.Sequence)
        {
            Find(_place, string.Create(CultureInfo.InvariantCulture, $"record {sequence} stands behind record {_head.Sequence}: reordered or repeated"));
        }
        else if (previous != _head.Hash && !doubted)
        {
            (_doubtful, _before) = (true, before);
        }
    }

    private void Look(ReadOnlySpan<byte> line)
    {
        // First of all: a start may have the number of the record that it did not find.
        if (ChainLine.IsOfType(line, RecordTypes.Start.EncodedUtf8Bytes))
        {
            Start(line);
        }

        if (_end.Look(_head) is { } another)
        {
            Find(_place, another);
        }

        if (ChainLine.IsOfType(line, RecordTypes.Checkpoint.EncodedUtf8Bytes))
        {
            if (_checkpoints.Check(line, _head.Sequence, _first, _window) is { } wrong)
            {
                Find(_place, wrong);
            }
        }
        else if (ChainLine.IsOfType(line, RecordTypes.Stop.EncodedUtf8Bytes))
        {
            _isClosed = true;
        }
        else
        {
            _isClosed = false;
        }
    }

    private void Start(ReadOnlySpan<byte> line)
    {
        var missing = StartForm.WhatIsMissing(line);
        if (StartForm.WhatWasCut(line) is { } cut)
        {
            Cut(cut, missing is not null);
        }

        if (missing is { } known)
        {
            _end.Settle(known);
            var end = _head.Sequence - 1;
            Find(_place, known.Sequence > end
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"the ledger knew record {known.Sequence} when this start found that the log ended with {end}: {Counted.Are(known.Sequence - end, "record")} missing here")
                : string.Create(CultureInfo.InvariantCulture, $"the ledger knew another record {known.Sequence} than the one that this start found: what stood there was replaced"));
        }
    }

    private void Cut(StartForm.Cut cut, bool isMissing)
    {
        if (cut.Records > 0)
        {
            _cutFiles.Add(cut.File);
            Find(_place, string.Create(
                CultureInfo.InvariantCulture,
                $"this start found {Counted.Of(cut.Records, "whole line")} behind record {_head.Sequence - 1} that did not hold together, and moved what was there to {cut.File}: a power cut, or somebody changed it. Look at that file"));
        }
        else if (cut.Bytes > 0)
        {
            // A record that the ledger knew was whole: its signature may well be released.
            _notes.Add($"{_place.File}, line {_place.Line}: this start cut off {Counted.Of(cut.Bytes, "byte")} of a record " + (isMissing
                ? "without its end."
                : "that the process before it did not finish; no signature of it was released."));
        }
    }

    // Lines of junk that follow each other are one thing that is wrong.
    private void FindNoRecord()
    {
        if (_junk is { } first && first.File == _place.File && first.Line + _junkLines == _place.Line && _findings[^1].Line == first.Line && _findings[^1].File == first.File)
        {
            _junkLines++;
            _findings[^1] = _findings[^1] with { Reason = string.Create(CultureInfo.InvariantCulture, $"{_junkLines} lines from here on are no records: they were changed or cut") };
            return;
        }

        (_junk, _junkLines) = (_place, 1);
        Find(_place, "the line is no record: it was changed or cut");
    }

    private void Find(Place place, string reason)
    {
        if (_findings.Count < AuditVerifier.MaxFindings)
        {
            _findings.Add(new AuditFinding(place.File, Math.Max(1, place.Line), reason));
        }
    }

    private readonly record struct Place(string File, long Line);
}
