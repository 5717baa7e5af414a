namespace Livepeer.Payments.Desk.Repair;

/// <summary>One unbroken history of a store.</summary>
/// <param name="Number">0 to 2^53 - 1, random: no two are alike, and it says nothing about their order.</param>
/// <param name="Since">Ledger time at which it began.</param>
/// <param name="Reason">Why it began, for the operator.</param>
public sealed record LedgerGeneration(long Number, DateTimeOffset Since, string Reason);
