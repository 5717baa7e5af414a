using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Configuration;

namespace RemoteSigner.Admission;

/// <summary>
/// Lets calls of both APIs in: so many at a time and so many a second, of each tenant and of all together. A call that the tenant's own limit stops takes
/// nothing from the others. What a call costs is the ledger's matter; this keeps one who calls too much from filling the queue before it.
/// </summary>
internal sealed class CallAdmission(SignerOptions options, TimeProvider time)
{
    // Nobody knows when a call in flight ends.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // As many as the webhook is asked about at the same time: more would only wait for it, after the ledger worked for them.
    private static readonly CallLimits Strangers = new(InFlight: 64, PerSecond: 0);

    private readonly CallGate _process = new(time);
    private readonly CallGate _strangers = new(time);
    private readonly TenantGates _tenants = new(time);

    /// <summary>Calls in flight, of all tenants.</summary>
    public int InFlight => _process.InFlight;

    /// <summary>Lets a call of a tenant in.</summary>
    /// <param name="tenant">Who calls.</param>
    /// <param name="limits">What the tenant may do; what it leaves open is the signer's.</param>
    /// <param name="permit">To be disposed at the end of the call.</param>
    /// <param name="refusal">Why not.</param>
    public bool TryEnter(TenantId tenant, TenantLimits limits, out CallPermit permit, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        permit = default;
        if (!TryEnterTenant(tenant, limits, out var gate, out refusal))
        {
            return false;
        }

        if (TryEnterUnnamed(out permit, out refusal))
        {
            permit = permit with { Tenant = gate };
            return true;
        }

        gate.Leave();
        return false;
    }

    /// <summary>Lets a call in whose tenant is not known yet.</summary>
    public bool TryEnterUnnamed(out CallPermit permit, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        permit = default;
        refusal = _process.TryEnter(options.CallLimits, out var wait) switch
        {
            GateVerdict.Entered => null,
            GateVerdict.TooMany => TooMany("the signer", options.CallLimits.InFlight, AdmissionRows.InFlight.Flag),
            GateVerdict.TooOften => TooOften("the signer", options.CallLimits.PerSecond, AdmissionRows.PerSecond.Flag, wait),
            _ => throw new InvalidOperationException("The gate of the process is closed."),
        };
        permit = refusal is null ? new CallPermit(_process, null) : default;
        return refusal is null;
    }

    /// <summary>Counts a call for its tenant that was let in without a name.</summary>
    /// <param name="permit">Of <see cref="TryEnterUnnamed"/>; with success the tenant's place is in it.</param>
    /// <param name="tenant">Who calls.</param>
    /// <param name="limits">What the tenant may do.</param>
    /// <param name="refusal">Why not; the permit stays as it is.</param>
    public bool TryName(ref CallPermit permit, TenantId tenant, TenantLimits limits, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        if (!TryEnterTenant(tenant, limits, out var gate, out refusal))
        {
            return false;
        }

        permit = permit with { Tenant = gate };
        return true;
    }

    /// <summary>
    /// Lets a call, which is in already, go on to be judged by the authorization webhook; with success it has to <see cref="LeaveStranger"/>. Whoever holds
    /// the webhook's consent, or a token, does not come here.
    /// </summary>
    public bool TryEnterStranger([NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        refusal = _strangers.TryEnter(Strangers, out _) == GateVerdict.Entered
            ? null
            : TooMany("callers whom the authorization webhook is asked about", Strangers.InFlight, "a bound of the signer");
        return refusal is null;
    }

    /// <summary>The webhook has judged, or was not asked.</summary>
    public void LeaveStranger() => _strangers.Leave();

    private bool TryEnterTenant(TenantId tenant, TenantLimits limits, out CallGate gate, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        var common = options.CallLimitsPerTenant;
        var allowed = new CallLimits(limits.MaxCallsInFlight ?? common.InFlight, limits.CallsPerSecond ?? common.PerSecond);
        refusal = _tenants.TryEnter(tenant, allowed, out gate, out var wait) switch
        {
            GateVerdict.Entered => null,
            GateVerdict.TooMany => TooMany(
                $"the tenant {tenant}", allowed.InFlight, limits.MaxCallsInFlight is null ? AdmissionRows.InFlightPerTenant.Flag : $"max-calls-in-flight of the tenant"),
            _ => TooOften(
                $"the tenant {tenant}", allowed.PerSecond, limits.CallsPerSecond is null ? AdmissionRows.PerSecondPerTenant.Flag : $"calls-per-second of the tenant", wait),
        };
        return refusal is null;
    }

    private static PaymentRefusal TooMany(string who, int limit, string name) => new(
        RefusalKind.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"This would be call {limit + 1L} in flight of {who}; allowed are {limit} ({name})."),
        (limit + 1L).ToString(CultureInfo.InvariantCulture),
        limit.ToString(CultureInfo.InvariantCulture))
    {
        RetryAfter = Moment,
    };

    private static PaymentRefusal TooOften(string who, int limit, string name, TimeSpan wait) => new(
        RefusalKind.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"This would be more than {limit} calls per second of {who} ({name}); there is room for another in {Math.Ceiling(wait.TotalMilliseconds):0} ms."),
        string.Create(CultureInfo.InvariantCulture, $"more than {limit}"),
        limit.ToString(CultureInfo.InvariantCulture))
    {
        RetryAfter = wait,
    };
}
