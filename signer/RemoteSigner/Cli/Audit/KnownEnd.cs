using System.Globalization;
using Livepeer.Audit.Verification;

namespace RemoteSigner.Cli.Audit;

/// <summary>What a log's end is held against.</summary>
/// <param name="Anchor">A record that must be there; null when none is known.</param>
/// <param name="WhyNot">Why none is known; empty with one.</param>
/// <param name="Notes">What else is worth knowing.</param>
internal sealed record KnownEnd(AuditAnchor? Anchor, string WhyNot, IReadOnlyList<string> Notes)
{
    public static KnownEnd Nobody(string whyNot) => new(null, whyNot, []);

    /// <summary>In one sentence.</summary>
    public string Text => Anchor switch
    {
        null => $"Its end was not checked against an anchor: {WhyNot}",
        { Source: AnchorSource.Signer } => string.Create(CultureInfo.InvariantCulture, $"Its end was checked against record {Anchor.Head.Sequence}, the last one of the running signer."),
        { Source: AnchorSource.Ledger } => string.Create(CultureInfo.InvariantCulture, $"Its end was checked against record {Anchor.Head.Sequence}, the last one that the ledger knows."),
        _ => string.Create(CultureInfo.InvariantCulture, $"Its end was checked against record {Anchor.Head.Sequence}, which was written down."),
    };
}
