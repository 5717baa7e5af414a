using Benchmarks.Cli;

namespace Benchmarks.Processes;

/// <summary>
/// Load before anything is counted. .NET compiles what is called often again, in the background and for seconds; on a busy machine for longer. So this
/// goes on until it is nearly done, and not for a fixed time.
/// </summary>
internal static class WarmUp
{
    private const int SettledMethods = 25;

    /// <param name="settings">How often at most.</param>
    /// <param name="load">One stretch of load.</param>
    /// <param name="usage">Of the process that is measured.</param>
    public static async Task RunAsync(RunSettings settings, Func<Task> load, Func<Task<ProcessUsage>> usage)
    {
        var before = await usage();
        for (var stretch = 0; stretch < settings.WarmUps; stretch++)
        {
            await load();
            var after = await usage();
            if ((after - before).CompiledMethods < SettledMethods)
            {
                return;
            }

            before = after;
        }
    }
}
