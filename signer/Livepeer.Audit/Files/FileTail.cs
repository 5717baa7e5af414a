using Livepeer.Audit.Records;

namespace Livepeer.Audit.Files;

/// <summary>What is at the end of a file that a process left, maybe in the middle of a write.</summary>
/// <param name="Head">The last record up to which the file's chain holds; default when there is none.</param>
/// <param name="ValidLength">Bytes up to there.</param>
/// <param name="TornBytes">Bytes behind it.</param>
/// <param name="TornLines">Whole lines among them: none after the end of a process, some after a power cut that let later pages reach the disk before earlier ones.</param>
internal sealed record FileTail(AuditHead Head, long ValidLength, long TornBytes, long TornLines)
{
    /// <summary>Walks through a file.</summary>
    public static FileTail Of(string path)
    {
        using var reader = new LineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        var (head, valid, tornLines) = (default(AuditHead), 0L, 0L);
        var holds = true;
        while (reader.TryRead(out var line))
        {
            holds = holds && reader.IsWhole && Follows(line, head);
            if (holds)
            {
                head = new AuditHead(head.Sequence == 0 ? First(line) : head.Sequence + 1, ChainLine.HashOf(line));
                valid = reader.Position;
            }
            else if (reader.IsWhole)
            {
                tornLines++;
            }
        }

        return new FileTail(head, valid, reader.Position - valid, tornLines);
    }

    private static bool Follows(ReadOnlySpan<byte> line, AuditHead head) =>
        ChainLine.TryRead(line, out var sequence, out var previous)
        && (head.Sequence == 0 || (sequence == head.Sequence + 1 && previous == head.Hash));

    private static long First(ReadOnlySpan<byte> line) => ChainLine.TryRead(line, out var sequence, out _) ? sequence : 0;
}
