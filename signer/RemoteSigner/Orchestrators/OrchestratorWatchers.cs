using Livepeer.Payments.Desk;

namespace RemoteSigner.Orchestrators;

/// <summary>Counts who watches the list.</summary>
internal sealed class OrchestratorWatchers
{
    /// <summary>Most at the same time. A watcher holds one state of the list, which it shares with others, and no queue.</summary>
    public const int Most = 1_024;

    /// <summary>Most of one tenant, so that none takes the places of the others: every gateway process needs one.</summary>
    public const int MostOfOneTenant = 64;

    // Who has no place open is not in it.
    private readonly Dictionary<TenantId, int> _byTenant = [];
    private readonly Lock _lock = new();
    private int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>A place to be disposed, or null with the reason when there is none left.</summary>
    public IDisposable? Enter(TenantId tenant, out string refusal)
    {
        lock (_lock)
        {
            var own = _byTenant.GetValueOrDefault(tenant);
            refusal = own >= MostOfOneTenant
                ? $"{MostOfOneTenant} calls of Watch of this tenant are open already: close one, or use List."
                : $"{Most} calls of Watch are open already: try again later, or use List.";
            if (own >= MostOfOneTenant || _open >= Most)
            {
                return null;
            }

            _byTenant[tenant] = own + 1;
            _open++;
            return new Place(this, tenant);
        }
    }

    private void Leave(TenantId tenant)
    {
        lock (_lock)
        {
            _open--;
            if (--_byTenant[tenant] == 0)
            {
                _byTenant.Remove(tenant);
            }
        }
    }

    private sealed class Place(OrchestratorWatchers watchers, TenantId tenant) : IDisposable
    {
        public void Dispose() => watchers.Leave(tenant);
    }
}
