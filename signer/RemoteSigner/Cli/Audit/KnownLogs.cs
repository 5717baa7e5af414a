using System.Globalization;
using Livepeer.Payments.Desk.Audit;

namespace RemoteSigner.Cli.Audit;

/// <summary>Names the logs that a ledger knows: one that is gone as a whole is missed by nobody else.</summary>
internal static class KnownLogs
{
    private const int Named = 5;

    /// <param name="known">What the ledger knows.</param>
    /// <param name="log">The log that is looked at, which is not named; null when nothing says which one it is.</param>
    /// <returns>One sentence, or none.</returns>
    public static IReadOnlyList<string> Text(IReadOnlyList<LogAnchor> known, string? log)
    {
        var others = known.Where(anchor => anchor.Log != log).OrderByDescending(anchor => anchor.At).ToArray();
        if (others.Length == 0)
        {
            return [];
        }

        var named = string.Join(", ", others.Take(Named).Select(anchor =>
            string.Create(CultureInfo.InvariantCulture, $"{anchor.Log} up to record {anchor.Sequence} at {anchor.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")));
        var before = log is null ? "The ledger knows, of this folder or of others" : "The ledger also knows logs of other signers, or of folders that were used before";
        return [$"{before}: {named}{(others.Length > Named ? ", ..." : string.Empty)}."];
    }
}
