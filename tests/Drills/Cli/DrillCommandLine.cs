using System.CommandLine;
using System.Globalization;
using Drills.Faults;
using Drills.Load;
using Drills.Report;

namespace Drills.Cli;

/// <summary><c>drills</c>: breaks things and prints the matrix. Ends with 1 when a promise was not kept.</summary>
internal static class DrillCommandLine
{
    private static readonly Option<string[]> Only = new("--only") { Description = "Names of the drills; default: all.", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<int?> Cycles = new("--cycles") { Description = "Faults of each drill. Default: 1,000 kills of signers, 100 of everything else." };

    private static readonly Option<bool> Short = new("--short") { Description = "A few faults of each kind: some two minutes." };

    private static readonly Option<int> Payers = new("--payers") { Description = "Clients that pay at the same time, 1 to 64.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Where keys, ledgers and logs of the drills lie; each drill empties its own. Default: a folder beside the program.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "drills"),
    };

    private static readonly Option<bool> List = new("--list") { Description = "Names the drills and ends." };

    private static readonly Option<bool> Required = new("--all-required") { Description = "A drill that this machine cannot do counts as failed, as in CI." };

    public static Task<int> InvokeAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Breaks signers, disks and Redis while clients pay, and counts by the books of an independent recipient.") { Only, Cycles, Short, Payers, Folder, List, Required };
        root.SetAction((line, token) => RunAsync(line, output, token));
        root.Subcommands.Add(LoadCommand(output));
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, cancellationToken);
    }

    private static Command LoadCommand(TextWriter output)
    {
        var replicas = new Option<int>("--replicas") { Description = "Signers on one Redis, 1 to 8.", DefaultValueFactory = _ => 3 };
        var clients = new Option<int>("--clients") { Description = "Clients that pay at the same time, 1 to 256.", DefaultValueFactory = _ => 50 };
        var payments = new Option<int>("--payments") { Description = "Payments until the budget is used up, 1 to 100,000: so many the judge remembers.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("load", "Many clients at several replicas until a budget is used up to the last payment.") { replicas, clients, payments, Folder };
        command.SetAction(async (line, token) => await new LoadRun(
            line.GetRequiredValue(Folder),
            Math.Clamp(line.GetValue(replicas), 1, 8),
            Math.Clamp(line.GetValue(clients), 1, 256),
            Math.Clamp(line.GetValue(payments), 1, 100_000),
            output,
            TimeProvider.System).RunAsync(token) ? 0 : 1);
        return command;
    }

    private static IReadOnlyList<IDrill> All(TimeProvider time) =>
    [
        new KillSigner(), new PauseSigner(time), new RestoreLedger(), new TwoSigners(), new DiskFull(time), new JumpClock(),
        new KillReplicas(time), new PauseReplicas(time), new KillRedis(time), new PauseRedis(time), new RollBackRedis(time), new FlushRedis(time), new FailOverRedis(time),
    ];

    private static async Task<int> RunAsync(ParseResult line, TextWriter output, CancellationToken cancellationToken)
    {
        var all = All(TimeProvider.System);
        if (line.GetValue(List))
        {
            await output.WriteLineAsync(string.Join('\n', all.Select(drill => $"{drill.Name,-16} {drill.Fault}; {drill.LongCycles} cycles, short form {drill.ShortCycles}")));
            return 0;
        }

        var names = line.GetValue(Only) ?? [];
        if (names.FirstOrDefault(name => all.All(drill => drill.Name != name)) is { } unknown)
        {
            await output.WriteLineAsync($"No drill has the name '{unknown}'. There are: {string.Join(", ", all.Select(drill => drill.Name))}.");
            return 1;
        }

        var rehearsal = new Rehearsal(line.GetRequiredValue(Folder), Math.Clamp(line.GetValue(Payers), 1, 64), output, TimeProvider.System);
        List<Row> rows = [];
        var failures = 0;
        foreach (var drill in all.Where(drill => names.Length == 0 || names.Contains(drill.Name)))
        {
            if (drill.Missing() is { } reason)
            {
                failures += line.GetValue(Required) ? 1 : 0;
                await output.WriteLineAsync($"{drill.Name}: SKIPPED, {reason}.");
                continue;
            }

            try
            {
                rows.Add(await rehearsal.RunAsync(drill, line.GetValue(Cycles) ?? (line.GetValue(Short) ? drill.ShortCycles : drill.LongCycles), cancellationToken));
                failures += rows[^1].IsGood ? 0 : 1;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                failures++;
                await output.WriteLineAsync($"{drill.Name}: FAILED: {fault.Message}");
            }
        }

        await output.WriteLineAsync();
        await output.WriteAsync(Matrix.Text(rows));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rows.Count(row => row.IsGood)} drills kept every promise, {failures} did not."));
        return failures == 0 ? 0 : 1;
    }
}
