using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Writing;

/// <summary>
/// Payments whose records this process put on disk. Only of them a repetition may be recorded in short: a payment may be durable in the ledger and missing here,
/// when the process ended in between or the log could not be written. Bounded: the older half is forgotten, which costs a repetition its full records.
/// Guarded by its own lock.
/// </summary>
internal sealed class RecordedPayments(int capacity)
{
    private readonly Lock _gate = new();
    private HashSet<(TenantId, string, Hash32)> _young = [];
    private HashSet<(TenantId, string, Hash32)> _old = [];

    public bool Contains(AuditedPayment paid)
    {
        var key = KeyOf(paid);
        lock (_gate)
        {
            return _young.Contains(key) || _old.Contains(key);
        }
    }

    public void Add(AuditedPayment paid)
    {
        lock (_gate)
        {
            if (_young.Count >= capacity / 2)
            {
                (_young, _old) = ([], _young);
            }

            _young.Add(KeyOf(paid));
        }
    }

    private static (TenantId Tenant, string Key, Hash32 Fingerprint) KeyOf(AuditedPayment paid) => (paid.Keys.Tenant, paid.Keys.IdempotencyKey, paid.Fingerprint);
}
