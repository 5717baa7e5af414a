using System.Globalization;

namespace Livepeer.Audit.Files;

/// <summary>Names of a log's files: the number of their first record, so that they sort as they were written.</summary>
internal static class AuditFileNames
{
    public const string Lock = "audit.lock";

    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";
    private const string CutAfter = ".cut-after-";

    public static string Of(long firstSequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{firstSequence:D16}{Suffix}");

    /// <summary>Name for what a start took away from a file's end.</summary>
    public static string OfCut(string path, AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}{CutAfter}{head.Sequence}");

    /// <summary>Names of the files with what starts took away from the ends of others, in order.</summary>
    public static IReadOnlyList<string> CutIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix + CutAfter + "*").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The log's files, oldest first.</summary>
    public static IReadOnlyList<(string Path, long FirstSequence)> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(static path => (Path: path, FirstSequence: SequenceOf(Path.GetFileName(path))))
            .Where(static file => file.FirstSequence > 0)
            .OrderBy(static file => file.FirstSequence),
    ];

    private static long SequenceOf(string name) =>
        long.TryParse(name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
