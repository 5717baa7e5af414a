using System.Diagnostics;
using System.Globalization;

namespace Livepeer.Ledger.Tests;

/// <summary>This test assembly as a process of its own: it pays from a ledger and prints every payment that was acknowledged and, when it is through, the commits.</summary>
internal static class PayingProcess
{
    /// <param name="arguments">File, prefix of the keys, callers at the same time, payments per caller.</param>
    public static async Task<int> Main(string[] arguments)
    {
        var callers = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var payments = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        await using var ledger = EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = arguments[0], FirstEpoch = 0 }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < payments; i++)
            {
                var order = new Order($"{arguments[1]}-{caller}-{i}") { Bucket = $"{caller}" };
                var plan = await order.PayAsync(ledger);

                // One write per line, so that a kill leaves whole lines or nothing.
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{order.Key} {plan.FirstNonce}"));
            }
        })));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"commits {ledger.Counters.Commits}"));
        return 0;
    }

    /// <summary>Starts it, with a program in front when one is named.</summary>
    public static Process Start(IEnumerable<string> before, string file, string prefix, int callers, int payments)
    {
        string[] command =
        [
            .. before,
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            "exec",
            typeof(PayingProcess).Assembly.Location,
            file,
            prefix,
            callers.ToString(CultureInfo.InvariantCulture),
            payments.ToString(CultureInfo.InvariantCulture),
        ];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
    }
}
