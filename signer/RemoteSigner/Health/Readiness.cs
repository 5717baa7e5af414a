using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using RemoteSigner.Tenants;

namespace RemoteSigner.Health;

/// <summary>
/// Asks the key, the ledger, the audit log, the kill switch, the chain view and the registry. One truth for /readyz, /status and grpc.health.v1; an answer is kept for a second, so that
/// questions from outside cannot make the ledger write more often than that.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The health publisher does not wait for its last question when the host stops; an undisposed SemaphoreSlim holds nothing.")]
internal sealed class Readiness(
    PaymentDesk desk, ILedger ledger, ILedgerStore store, IAuditLog audit, ISigningSwitch signing, IChainView chain, PaymentPolicy policy, TenantDirectory tenants, DependencyLog log, TimeProvider time)
{
    /// <summary>Name of the ledger.</summary>
    public const string Ledger = "ledger";

    /// <summary>Name of the kill switch.</summary>
    public const string Signing = "signing";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShownLead = TimeSpan.FromMinutes(1);

    // One question at a time; the others get its answer.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Answer? _last;

    public async ValueTask<IReadOnlyList<DependencyHealth>> AskAsync(CancellationToken cancellationToken)
    {
        if (Recent() is { } recent)
        {
            return recent;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Recent() is { } meanwhile)
            {
                return meanwhile;
            }

            using var patience = new CancellationTokenSource(Patience, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            IReadOnlyList<DependencyHealth> found = [await KeyAsync(limit.Token), await LedgerAsync(limit.Token), await AuditAsync(limit.Token), await SigningAsync(limit.Token), Chain(), Tenants()];
            cancellationToken.ThrowIfCancellationRequested();
            _last = new Answer(found, time.GetTimestamp());
            log.Note(found);
            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

    private IReadOnlyList<DependencyHealth>? Recent() => _last is { } last && time.GetElapsedTime(last.At) < Lifetime ? last.Found : null;

    private async ValueTask<DependencyHealth> KeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await desk.GetIdentityAsync(cancellationToken) switch
            {
                IdentityResult.Known known => new("key", true, $"signs for {known.Identity.Address}"),
                IdentityResult.Refused refused => new("key", false, refused.Refusal.Message),
                _ => new("key", false, "gave no answer that is understood"),
            };
        }
        catch (OperationCanceledException)
        {
            return new("key", false, Silence);
        }
    }

    private async ValueTask<DependencyHealth> LedgerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ledger.ProbeAsync(cancellationToken);
            return new(Ledger, true, "can be written" + Lead(store.Counters.ClockLead));
        }
        catch (LedgerUnavailableException failure)
        {
            return new(Ledger, false, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return new(Ledger, false, Silence);
        }
    }

    /// <summary>Whether what is signed could be recorded; after an outage the question itself tries it.</summary>
    private async ValueTask<DependencyHealth> AuditAsync(CancellationToken cancellationToken)
    {
        try
        {
            await audit.ProbeAsync(cancellationToken);
            return new("audit", true, "can be written");
        }
        catch (AuditUnavailableException failure)
        {
            return new("audit", false, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return new("audit", false, Silence);
        }
    }

    /// <summary>Whether the operator lets payments be made.</summary>
    private async ValueTask<DependencyHealth> SigningAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await signing.ReadAsync(cancellationToken) is { } halt
                ? new(Signing, false, string.Create(CultureInfo.InvariantCulture, $"stopped by the operator since {halt.Since:u}: {halt.Reason}"))
                : new(Signing, true, "not stopped");
        }
        catch (LedgerUnavailableException failure)
        {
            return new(Signing, false, $"unknown: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            return new(Signing, false, Silence);
        }
    }

    private DependencyHealth Chain()
    {
        if (chain.Current is not { } view)
        {
            return new("chain", false, "has not been read yet");
        }

        var age = time.GetUtcNow() - view.L1BlockSeenAt;
        var detail = string.Create(CultureInfo.InvariantCulture, $"L1 block {view.LastSeenL1Block}, seen {age.TotalSeconds:0} s ago; allowed are {policy.MaxL1BlockAge.TotalSeconds:0} s");
        return new("chain", age <= policy.MaxL1BlockAge, detail);
    }

    /// <summary>Never a reason to send callers elsewhere: what was read last stays in force.</summary>
    private DependencyHealth Tenants() => new(
        "tenants",
        true,
        string.Create(CultureInfo.InvariantCulture, $"{tenants.Current.Tenants.Length} in the registry") + (tenants.Problem is { } problem ? $", as it was read last: {problem}" : string.Empty));

    // Payments go on meanwhile; what the ledger keeps ends later by that much.
    private static string Lead(TimeSpan lead) => lead > ShownLead
        ? string.Create(CultureInfo.InvariantCulture, $"; its clock is {lead.TotalMinutes:0} min ahead of the wall clock, which was set back")
        : string.Empty;

    private static string Silence => string.Create(CultureInfo.InvariantCulture, $"did not answer within {Patience.TotalSeconds:0} s");

    private sealed record Answer(IReadOnlyList<DependencyHealth> Found, long At);
}
