namespace Livepeer.Orchestrators.Discovery;

/// <summary>When the state is worth a write: what an orchestrator offers soon after it changed, times alone now and then.</summary>
internal sealed class StoringSchedule(TimeProvider time)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TimesAlone = TimeSpan.FromMinutes(10);

    private long _revision;
    private long _written = time.GetTimestamp();

    /// <summary>Whether to write now.</summary>
    public bool IsDue(long revision)
    {
        if (revision == _revision && time.GetElapsedTime(_written) < TimesAlone)
        {
            return false;
        }

        _revision = revision;
        _written = time.GetTimestamp();
        return true;
    }
}
