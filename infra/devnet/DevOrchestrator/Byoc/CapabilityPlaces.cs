using DevOrchestrator.Hosting;

namespace DevOrchestrator.Byoc;

/// <summary>Jobs in work per capability. Thread-safe.</summary>
internal sealed class CapabilityPlaces(IReadOnlyList<ByocOffer> offers)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal); // under _gate

    public ByocOffer? Find(string capability) => offers.FirstOrDefault(offer => offer.Name == capability);

    /// <summary>Zero for a capability that is not served.</summary>
    public int Free(string capability)
    {
        lock (_gate)
        {
            return Find(capability) is { } offer ? Math.Max(0, offer.Capacity - _taken.GetValueOrDefault(capability)) : 0;
        }
    }

    /// <summary>Takes a place; each success needs one <see cref="Leave"/>.</summary>
    public bool TryEnter(string capability)
    {
        lock (_gate)
        {
            if (Free(capability) == 0)
            {
                return false;
            }

            _taken[capability] = _taken.GetValueOrDefault(capability) + 1;
            return true;
        }
    }

    public void Leave(string capability)
    {
        lock (_gate)
        {
            _taken[capability]--;
        }
    }
}
