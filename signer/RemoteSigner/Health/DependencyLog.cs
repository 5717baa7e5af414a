namespace RemoteSigner.Health;

/// <summary>Tells the log once when something that payments need stops working, and once when it works again. Asked by one caller at a time.</summary>
internal sealed partial class DependencyLog(TimeProvider time, ILogger<DependencyLog> logger)
{
    private readonly Dictionary<string, long> _broken = new(StringComparer.Ordinal);

    public void Note(IReadOnlyList<DependencyHealth> found)
    {
        // The kill switch is kept in the ledger: without the ledger nobody knows it, which is no news.
        var knowsSwitch = found.All(dependency => dependency.Works || dependency.Name != Readiness.Ledger);
        foreach (var dependency in found.Where(dependency => knowsSwitch || dependency.Name != Readiness.Signing))
        {
            if (!dependency.Works)
            {
                if (_broken.TryAdd(dependency.Name, time.GetTimestamp()))
                {
                    LogBroken(dependency);
                }
            }
            else if (_broken.Remove(dependency.Name, out var since))
            {
                LogWorks(dependency.Name, (long)time.GetElapsedTime(since).TotalSeconds, dependency.Detail);
            }
        }
    }

    private void LogBroken(DependencyHealth dependency)
    {
        if (dependency.Name == Readiness.Signing)
        {
            LogStopped(dependency.Detail);
        }
        else
        {
            LogBroken(dependency.Name, dependency.Detail);
        }
    }

    [LoggerMessage(2050, LogLevel.Error, "Not ready, payments are refused: {Dependency} {Detail}")]
    private partial void LogBroken(string dependency, string detail);

    // An operator who stopped all signing knows.
    [LoggerMessage(2052, LogLevel.Warning, "Not ready, payments are refused: signing is {Detail}")]
    private partial void LogStopped(string detail);

    [LoggerMessage(2051, LogLevel.Information, "After {Seconds} s in order again: {Dependency} {Detail}")]
    private partial void LogWorks(string dependency, long seconds, string detail);
}
