using System.Globalization;

namespace Livepeer.Audit.Verification;

/// <summary>Holds a log against records that must be in it: a chain does not miss what was cut off its end.</summary>
internal sealed class EndCheck(IReadOnlyList<AuditAnchor> anchors)
{
    private readonly HashSet<AuditAnchor> _settled = [];

    /// <summary>Whether there is anything to hold it against.</summary>
    public bool HasAnchors => anchors.Count > 0;

    /// <summary>A start has said already that a record is missing; nobody says it twice.</summary>
    public void Settle(AuditHead missing) => _settled.UnionWith(anchors.Where(anchor => anchor.Head == missing));

    /// <summary>Looks at one record.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Look(AuditHead head)
    {
        foreach (var anchor in anchors)
        {
            if (anchor.Head.Sequence == head.Sequence && _settled.Add(anchor) && anchor.Head.Hash != head.Hash)
            {
                return string.Create(CultureInfo.InvariantCulture, $"record {head.Sequence} is another than the one that {Known(anchor.Source)}");
            }
        }

        return null;
    }

    /// <summary>At the end of the walk: what should have been there.</summary>
    /// <param name="first">Number of the first record.</param>
    /// <param name="end">The last one.</param>
    public IEnumerable<string> Missing(long first, AuditHead end) => Unsettled(first, older: false).Select(anchor => anchor.Head.Sequence > end.Sequence
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"record {anchor.Head.Sequence}, which {Known(anchor.Source)}, is not in the log: it ends with {end.Sequence}, and {Counted.Are(anchor.Head.Sequence - end.Sequence, "record")} missing at its end")
        : string.Create(CultureInfo.InvariantCulture, $"record {anchor.Head.Sequence}, which {Known(anchor.Source)}, is not in the log"));

    /// <summary>At the end of the walk: what could not be compared.</summary>
    /// <param name="first">Number of the first record.</param>
    public IEnumerable<string> Notes(long first) => Unsettled(first, older: true).Select(anchor =>
        string.Create(CultureInfo.InvariantCulture, $"Record {anchor.Head.Sequence}, which {Known(anchor.Source)}, was in one of the files that were removed: the log's end cannot be held against it."));

    /// <summary>Whether a record must be there that stands behind the end, and no start has said why it is not.</summary>
    public bool KnowsMoreThan(AuditHead end) => anchors.Any(anchor => anchor.Head.Sequence > end.Sequence && !_settled.Contains(anchor));

    // What somebody wrote down and gives by hand has to be there, whatever the reason is that it is not.
    private IEnumerable<AuditAnchor> Unsettled(long first, bool older) =>
        anchors.Where(anchor => !_settled.Contains(anchor) && (anchor.Head.Sequence < first && anchor.Source != AnchorSource.Given) == older);

    private static string Known(AnchorSource source) => source switch
    {
        AnchorSource.Signer => "the running signer has written",
        AnchorSource.Ledger => "the ledger knows",
        _ => "was written down",
    };
}
