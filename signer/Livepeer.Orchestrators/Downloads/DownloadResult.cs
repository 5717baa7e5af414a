namespace Livepeer.Orchestrators.Downloads;

/// <summary>What became of a download.</summary>
/// <param name="Kind">Done, or the reason why not.</param>
/// <param name="Bytes">Bytes written to the destination; with a failure those written before it.</param>
/// <param name="Detail">One sentence, safe to show; empty when done.</param>
public sealed record DownloadResult(DownloadKind Kind, long Bytes, string Detail);

/// <summary>Results of a download. Zero is none.</summary>
public enum DownloadKind
{
    /// <summary>Not a result.</summary>
    Unknown,

    /// <summary>Complete.</summary>
    Done,

    /// <summary>The URL is not http or https, or carries a user.</summary>
    UnusableUrl,

    /// <summary>The URL's host is neither the orchestrator's nor its storage's nor configured.</summary>
    ForeignHost,

    /// <summary>The host resolves to an address that may not be connected to.</summary>
    ForbiddenAddress,

    /// <summary>Another status than 200; redirects are not followed.</summary>
    BadStatus,

    /// <summary>Larger than expected.</summary>
    TooLarge,

    /// <summary>Not complete in time.</summary>
    TimedOut,

    /// <summary>No connection, or cut.</summary>
    Unreachable,
}
