namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>Waits for conditions that other threads bring about; fails loudly instead of hanging.</summary>
internal static class Until
{
    /// <summary>Longer than any pause of a busy machine; only what is broken waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
