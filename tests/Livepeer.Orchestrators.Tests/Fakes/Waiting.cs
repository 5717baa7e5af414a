namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>Waits on conditions, never on time.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task ForAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    public static Task<T> SoonAsync<T>(this Task<T> task) => task.WaitAsync(Deadline);
}
