using Livepeer.Audit.Files;
using Livepeer.Audit.Records;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Anchoring;

/// <summary>Looks for a record that the ledger knows.</summary>
internal static class AnchorSearch
{
    /// <summary>Whether the record is in the log. One that older files had, which were removed, counts as there: nothing is left to compare.</summary>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public static bool Holds(OpenedFolder folder, LogAnchor anchor)
    {
        if (anchor.Sequence >= folder.Head.Sequence)
        {
            return folder.Head == new AuditHead(anchor.Sequence, anchor.Hash);
        }

        var (path, _) = AuditFileNames.In(folder.Path).LastOrDefault(file => file.FirstSequence <= anchor.Sequence);
        return path is null || IsIn(path, anchor);
    }

    private static bool IsIn(string path, LogAnchor anchor)
    {
        using var reader = new LineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        while (reader.TryRead(out var line))
        {
            if (ChainLine.TryRead(line, out var sequence, out _) && sequence == anchor.Sequence)
            {
                return ChainLine.HashOf(line) == anchor.Hash;
            }
        }

        return false;
    }
}
