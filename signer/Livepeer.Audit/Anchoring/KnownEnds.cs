using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Anchoring;

/// <summary>What a ledger knows when a log is opened.</summary>
/// <param name="Ledger">Is told from then on.</param>
/// <param name="Anchors">Of every log on it.</param>
internal sealed record KnownEnds(ILedgerAnchors Ledger, IReadOnlyList<LogAnchor> Anchors);
