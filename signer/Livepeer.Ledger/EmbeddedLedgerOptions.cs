using System.ComponentModel.DataAnnotations;
using Livepeer.Ledger.State;

namespace Livepeer.Ledger;

/// <summary>Where the embedded ledger keeps its file, and its bounds.</summary>
public sealed class EmbeddedLedgerOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Ledger";

    /// <summary>
    /// File of the ledger; SQLite puts a second one with the suffix <c>-wal</c> beside it. Made with mode 0600, missing folders with mode 0700.
    /// It must be on a local disk: file locks and flushes of network file systems cannot be trusted with nonces.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; init; } = "";

    /// <summary>
    /// Orders that may wait, 1 to 65,536; one more is refused at once. Default 4,096: a few tenths of a second of work, so that a caller
    /// learns about a slow disk before its own deadline passes.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxQueuedOrders { get; init; } = 4_096;

    /// <summary>Orders that share one commit at most, 1 to 4,096. Default 256: beyond it, throughput hardly grows and latency does.</summary>
    [Range(1, 4_096)]
    public int MaxOrdersPerCommit { get; init; } = 256;

    /// <summary>
    /// Rows kept in memory, of payments, balances, nonce spaces and sessions each, 16 to 1,048,576. Default 16,384: about 10 MiB each when full.
    /// </summary>
    [Range(16, 1_048_576)]
    public int CachedRows { get; init; } = 16_384;

    /// <summary>Size in bytes up to which the whole file is checked for damage at start, 0 or more. Default 256 MiB: about a second. A larger file is checked page by page as it is read.</summary>
    [Range(0, long.MaxValue)]
    public long CheckUpToBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Epoch of the first writer of a fresh file, 0 to 4,194,303; null, the default, takes a random one, as every later writer does. Only a test sets it.
    /// </summary>
    [Range(0, (1 << 22) - 1)]
    public uint? FirstEpoch { get; init; }

    /// <summary>How long a single payment stays in the account after it was delivered to whoever wants to know; 0 to 365 days. Default a day. Sums by day stay for good.</summary>
    public TimeSpan KeepDeliveredUsage { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a single payment stays in the account when nobody took it; 1 hour to 365 days. Default 7 days.</summary>
    public TimeSpan KeepUsage { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Single payments in the account at most, 1,000 to 100,000,000. Default 5,000,000: about 5 GB.</summary>
    [Range(1_000, 100_000_000)]
    public long MaxUsageEvents { get; init; } = 5_000_000;

    internal UsageRetention UsageRetention => new(KeepDeliveredUsage, KeepUsage, MaxUsageEvents);

    /// <summary>Every value that is out of its range, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems()
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true)
            ? []
            : [.. results.Select(result => $"{Section}: {result.ErrorMessage}")];
    }
}
