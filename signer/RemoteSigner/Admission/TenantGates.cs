using System.Collections.Concurrent;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Admission;

/// <summary>
/// A gate for each tenant that calls. Whom a webhook names is as many tenants as it likes, so that idle gates are dropped, and beyond a bound the others
/// share one.
/// </summary>
internal sealed class TenantGates(TimeProvider time, int most = TenantGates.Most)
{
    /// <summary>Gates at the same time; some 200 bytes each.</summary>
    public const int Most = 16_384;

    // Looking through all of them for each new one would be a lever for whoever invents names.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TenantId, CallGate> _gates = new();
    private readonly CallGate _others = new(time);
    private readonly Lock _adding = new();
    private long? _swept;
    private int _count;

    /// <summary>Gates there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Lets a call in at its tenant's gate.</summary>
    public GateVerdict TryEnter(TenantId tenant, CallLimits limits, out CallGate gate, out TimeSpan wait)
    {
        while (true)
        {
            gate = _gates.TryGetValue(tenant, out var known) ? known : Add(tenant);
            var verdict = gate.TryEnter(limits, out wait);
            if (verdict != GateVerdict.Retired)
            {
                return verdict;
            }
        }
    }

    private CallGate Add(TenantId tenant)
    {
        lock (_adding)
        {
            if (_gates.TryGetValue(tenant, out var meanwhile))
            {
                return meanwhile;
            }

            if (_count >= most && (_swept is not { } last || time.GetElapsedTime(last) >= SweepInterval))
            {
                _swept = time.GetTimestamp();
                DropIdle();
            }

            if (_count >= most)
            {
                return _others;
            }

            _count++;
            return _gates[tenant] = new CallGate(time);
        }
    }

    private void DropIdle()
    {
        foreach (var (tenant, gate) in _gates)
        {
            if (gate.TryRetire() && _gates.TryRemove(tenant, out _))
            {
                _count--;
            }
        }
    }
}
