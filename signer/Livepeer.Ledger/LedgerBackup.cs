namespace Livepeer.Ledger;

/// <summary>A copy of a ledger that was made.</summary>
/// <param name="File">Full path, for its owner alone.</param>
/// <param name="Bytes">Size.</param>
/// <param name="At">Ledger time up to which it has everything.</param>
/// <param name="Generation">Number of the generation that the copy is in.</param>
public sealed record LedgerBackup(string File, long Bytes, DateTimeOffset At, long Generation);
