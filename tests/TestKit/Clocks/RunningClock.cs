using Microsoft.Extensions.Time.Testing;

namespace TestKit.Clocks;

/// <summary>
/// Clocks of tests stand still, so that a busy machine ends no limit before its time. Where the time has to pass, a test moves it by a known amount, or lets it run
/// until something has come about; what happens meanwhile must not depend on how far it has run.
/// </summary>
public static class RunningClock
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunUntilAsync(this FakeTimeProvider clock, Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Not within {Patience.TotalSeconds} s: {what}");
            clock.Advance(Step);
            await Task.Delay(Breath, TimeProvider.System);
        }
    }
}
