namespace DevOrchestrator.Tests.Hosting;

/// <summary>Waits for what happens soon, however busy the machine is.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task TrueAsync(Func<bool> condition, string otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, otherwise);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
