namespace Livepeer.Ledger.State;

/// <summary>How long single payments stay in the account.</summary>
/// <param name="Delivered">Those that were delivered.</param>
/// <param name="Any">All.</param>
/// <param name="MostEvents">And how many at most.</param>
internal sealed record UsageRetention(TimeSpan Delivered, TimeSpan Any, long MostEvents);
