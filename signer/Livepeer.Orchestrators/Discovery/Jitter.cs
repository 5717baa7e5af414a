namespace Livepeer.Orchestrators.Discovery;

/// <summary>Keeps many from doing the same thing at the same moment.</summary>
internal sealed class Jitter(Random random)
{
    // The random is used under this lock only.
    private readonly Lock _lock = new();

    /// <summary>The time, up to a fifth longer or shorter.</summary>
    public TimeSpan Around(TimeSpan time)
    {
        lock (_lock)
        {
            return time * (0.8 + (0.4 * random.NextDouble()));
        }
    }
}
