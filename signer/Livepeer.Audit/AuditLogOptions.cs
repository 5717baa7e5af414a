using System.Globalization;

namespace Livepeer.Audit;

/// <summary>How an audit log is kept.</summary>
public sealed record AuditLogOptions
{
    /// <summary>Least and most that <see cref="MaxFileBytes"/> may be.</summary>
    public const long MinFileBytes = 4 * 1024;

    /// <summary>See <see cref="MinFileBytes"/>: 4 GiB.</summary>
    public const long MaxMaxFileBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Default of <see cref="MaxFileBytes"/>: some 100,000 records, which grep still goes through in a blink.</summary>
    public const long DefaultMaxFileBytes = 64 * 1024 * 1024;

    /// <summary>Folder of the log; made when missing, with mode 0700. One process owns it.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes after which another file is begun; a file may be larger by one batch.</summary>
    public long MaxFileBytes { get; init; } = DefaultMaxFileBytes;

    /// <summary>Files that are kept, the current one among them; 0 keeps all.</summary>
    public int KeepFiles { get; init; }

    /// <summary>Records after which the head is signed.</summary>
    public int CheckpointRecords { get; init; } = 10_000;

    /// <summary>Time after which the head is signed if there is something new.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries that wait for the disk at most; further ones are refused.</summary>
    public int MaxQueuedEntries { get; init; } = 4_096;

    /// <summary>Bytes of entries that wait for the disk at most; further ones are refused.</summary>
    public long MaxQueuedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Version of the program, for the record of the start.</summary>
    public string Version { get; init; } = string.Empty;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        Within(nameof(MaxFileBytes), MaxFileBytes, MinFileBytes, MaxMaxFileBytes);
        Within(nameof(KeepFiles), KeepFiles, 0, 1_000_000);
        Within(nameof(CheckpointRecords), CheckpointRecords, 1, 1_000_000);
        Within(nameof(CheckpointInterval), (long)CheckpointInterval.TotalMilliseconds, 1, (long)TimeSpan.FromDays(1).TotalMilliseconds);
        Within(nameof(MaxQueuedEntries), MaxQueuedEntries, 1, 1_000_000);
        Within(nameof(MaxQueuedBytes), MaxQueuedBytes, 1, 1L << 40);
    }

    private static void Within(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed are {least} to {most}."));
        }
    }
}
