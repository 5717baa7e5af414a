using System.Globalization;
using DevNet.Observation;

namespace DevNet.Check;

/// <summary>What is wrong with the payments: refused tickets, work that was not covered, a signer that disagrees with an orchestrator.</summary>
internal static class MoneyCheck
{
    /// <param name="seen">What the orchestrators say after the work is over.</param>
    /// <param name="balances">What the signer says; null when it did not answer.</param>
    public static IReadOnlyList<string> Findings(Seen seen, IReadOnlyList<SignerBalance>? balances)
    {
        var findings = new List<string>();
        foreach (var orchestrator in seen.Orchestrators)
        {
            Check(orchestrator, findings);
        }

        if (!seen.Orchestrators.Any(orchestrator => orchestrator.TicketsAccepted > 0))
        {
            findings.Add("no ticket was paid");
        }

        if (balances is null)
        {
            findings.Add("the signer does not tell its balances");
            return findings;
        }

        // What was in flight when an attempt failed is written off here and may have been credited there; without a fault both agree to the wei.
        var faultless = seen.Ai.Failed == 0 && seen.Streams.All(stream => stream is { Gaps: 0, Failovers: 0, LastError: "" });
        foreach (var balance in balances)
        {
            Compare(balance, seen, faultless, findings);
        }

        return findings;
    }

    private static void Check(SeenOrchestrator orchestrator, List<string> findings)
    {
        if (orchestrator.TicketsRejected > 0)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{orchestrator.Name} refused {orchestrator.TicketsRejected} tickets"));
        }

        if (orchestrator.NonceViolations > 0)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{orchestrator.Name} saw {orchestrator.NonceViolations} nonces with two signatures"));
        }

        if (!Money.Covers(orchestrator.CreditedWei, orchestrator.DebitedWei))
        {
            findings.Add($"{orchestrator.Name} charged {orchestrator.DebitedWei} wei and was credited only {orchestrator.CreditedWei}");
        }
    }

    private static void Compare(SignerBalance balance, Seen seen, bool faultless, List<string> findings)
    {
        if (balance.OpenPayments > 0)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"the signer still waits for the outcome of {balance.OpenPayments} payments in {balance.Bucket}"));
            return;
        }

        var orchestrator = seen.Orchestrators.FirstOrDefault(candidate => string.Equals(candidate.Address, balance.Recipient, StringComparison.OrdinalIgnoreCase));
        var credit = orchestrator?.Accounts.FirstOrDefault(candidate => candidate.Manifest == balance.Manifest)?.BalanceWei ?? "0";
        if (orchestrator is { Reachable: true } && (faultless ? credit != balance.CreditWei : !Money.Covers(credit, balance.CreditWei)))
        {
            findings.Add($"{orchestrator.Name} has {credit} wei of credit in {balance.Bucket}, the signer {balance.CreditWei}");
        }
    }
}
