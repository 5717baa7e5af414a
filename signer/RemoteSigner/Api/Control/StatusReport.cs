using System.Runtime.InteropServices;
using Livepeer.Crypto;
using Livepeer.Hosting.Program;
using Livepeer.Ledger;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Payments.Desk;
using RemoteSigner.Health;
using RemoteSigner.Orchestrators;
using RemoteSigner.Tenants;

namespace RemoteSigner.Api.Control;

/// <summary>Gathers what /status shows.</summary>
internal sealed class StatusReport(
    PaymentDesk desk,
    ILedgerStore ledger,
    ISigningSwitch signing,
    IChainView chain,
    Readiness readiness,
    OrchestratorDiscovery discovery,
    OrchestratorWatchers watchers,
    TenantDirectory tenants,
    TenantUsage usage,
    TimeProvider time)
{
    private const int MaxBalances = 1_000;
    private readonly long _started = time.GetTimestamp();

    public static IReadOnlyList<DependencyJson> Of(IReadOnlyList<DependencyHealth> found) =>
        [.. found.Select(dependency => new DependencyJson(dependency.Name, dependency.Works, dependency.Detail))];

    public async Task<StatusJson> MakeAsync(CancellationToken cancellationToken)
    {
        var found = await readiness.AskAsync(cancellationToken);
        var balances = await BalancesAsync(cancellationToken);
        return new StatusJson(
            desk.Sender.ToString(),
            ProductVersion.Text,
            RuntimeInformation.FrameworkDescription,
            Secp256k1.Best.Name,
            (long)time.GetElapsedTime(_started).TotalSeconds,
            found.All(dependency => dependency.Works),
            await SigningAsync(cancellationToken),
            Of(found),
            Chain(),
            Ledger(),
            Orchestrators(),
            Tenants(),
            [.. balances.Take(MaxBalances)],
            balances.Count > MaxBalances);
    }

    /// <summary>Null when the ledger is down, as the dependencies say.</summary>
    private async Task<SwitchJson?> SigningAsync(CancellationToken cancellationToken)
    {
        try
        {
            return SwitchJson.Of(await signing.ReadAsync(cancellationToken));
        }
        catch (LedgerUnavailableException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<BalanceJson>> BalancesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await ledger.ListBalancesAsync(tenant: null, MaxBalances + 1, cancellationToken)).Select(balance => new BalanceJson(
                balance.Tenant.Value,
                balance.Key.Recipient.ToString(),
                balance.Key.Bucket,
                balance.State.Credit.ToString(),
                balance.State.Open.Length,
                balance.State.LastUsed))];
        }
        catch (LedgerUnavailableException)
        {
            // The dependencies in the same answer say that the ledger is down, and why.
            return [];
        }
    }

    private ChainJson? Chain() => chain.Current is { } view
        ? new ChainJson(
            "static",
            view.ChainId,
            view.LastSeenL1Block,
            (long)(time.GetUtcNow() - view.L1BlockSeenAt).TotalSeconds,
            view.LastInitializedRound,
            view.LastInitializedRoundBlockHash.ToString(),
            view.Funds.Deposit.ToString(),
            view.Funds.ReserveFundsRemaining.ToString(),
            view.Funds.WithdrawRound)
        : null;

    private LedgerJson Ledger()
    {
        var counters = ledger.Counters;
        return new LedgerJson(
            ledger.Place,
            counters.Orders,
            counters.RefusedOrders,
            counters.Commits,
            counters.FailedCommits,
            counters.CommittedOrders,
            counters.LargestBatch,
            counters.QueuedOrders,
            counters.Epoch,
            counters.EpochChanges,
            counters.Generation,
            counters.Repetitions,
            counters.Losses);
    }

    private OrchestratorsJson Orchestrators()
    {
        var list = discovery.Current;
        var counts = list.Counts;
        return new OrchestratorsJson(counts.Answering, counts.Silent, counts.Unseen, counts.Blocked, counts.LastSeen, counts.FailingSources, list.Revision, watchers.Open);
    }

    /// <summary>Everybody who may call, also those who have not yet.</summary>
    private IReadOnlyList<TenantJson> Tenants()
    {
        var totals = usage.Read();
        var silent = tenants.Current.Tenants.Select(tenant => tenant.Id).Except(totals.Select(total => total.Tenant));
        return [.. totals.Select(total => new TenantJson(total.Tenant.Value, total.Payments, total.Tickets, total.ExpectedValueWei.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Concat(silent.Select(tenant => new TenantJson(tenant.Value, 0, 0, "0")))
            .OrderBy(tenant => tenant.Tenant, StringComparer.Ordinal)];
    }
}
