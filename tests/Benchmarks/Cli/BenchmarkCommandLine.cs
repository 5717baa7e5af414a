using System.CommandLine;
using Benchmarks.Audit;
using Benchmarks.Desk;
using Benchmarks.Pure;
using Benchmarks.Repair;
using Benchmarks.Reports;
using Benchmarks.Rtmp;
using Benchmarks.Signer;
using Benchmarks.Tickets;

namespace Benchmarks.Cli;

/// <summary>The program's commands: one per room that is measured, and all of them.</summary>
internal static class BenchmarkCommandLine
{
    private delegate Task<Section> Benchmark(RunSettings settings, CancellationToken cancellationToken);

    private static readonly (string Name, string Help, Benchmark Run)[] All =
    [
        ("pure", "Hashing, planning, headers: one thread, no I/O.", (settings, _) => Task.FromResult(PureBenchmark.Run(settings))),
        ("tickets", "Tickets per second of both signing implementations: one thread.", (settings, _) => Task.FromResult(TicketBenchmark.Run(settings))),
        ("desk", "Payments per second of the desk over the durable ledger, and over one in memory.", DeskBenchmark.RunAsync),
        ("audit", "The audit log: payments recorded per second, and how long a million records take to verify.", AuditBenchmark.RunAsync),
        ("grpc", "Payments through gRPC: CPU, latency and garbage of a signer in a process of its own.", SignerBenchmark.RunAsync),
        ("http", "Payments through go-livepeer's HTTP API: the same of its sessions.", HttpBenchmark.RunAsync),
        ("rtmp", "CPU per RTMP publisher of an ingest in a process of its own. Needs ffmpeg.", RtmpBenchmark.RunAsync),
    ];

    // Takes longer than all the others together.
    private static readonly (string Name, string Help, Benchmark Run) Alone =
        ("repair", "A signer whose ledger lost a day's payments, or the mark that it has them: time, CPU, memory, and what others feel of it. Some minutes. Needs redis-server.", RepairBenchmark.RunAsync);

    public static Task<int> InvokeAsync(string[] arguments)
    {
        var quick = new Option<bool>("--quick") { Description = "Under a minute for everything; figures are only good for seeing that it runs.", Recursive = true };
        var json = new Option<FileInfo?>("--json") { Description = "Writes the report into this file too.", HelpName = "file", Recursive = true };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder for ledgers, on the disk that is to be measured. Default: beside the program.", HelpName = "folder", Recursive = true };
        var root = new RootCommand("Measures the signer and the ingest, each figure with its unit and beside the figure it is to be compared with.") { quick, json, data };
        foreach (var benchmark in All.Append(Alone))
        {
            root.Add(Command(benchmark.Name, benchmark.Help, [benchmark.Run]));
        }

        root.Add(Command("all", "Everything except repair, in about five minutes.", [.. All.Select(benchmark => benchmark.Run)]));
        root.Add(SignerProcess.Command());
        root.Add(IngestProcess.Command());
        return root.Parse(arguments).InvokeAsync();

        Command Command(string name, string help, Benchmark[] benchmarks)
        {
            var command = new Command(name, help);
            command.SetAction((line, cancellationToken) =>
            {
                var folder = line.GetValue(data)?.FullName ?? AppContext.BaseDirectory;
                var settings = line.GetValue(quick) ? RunSettings.Quick(folder) : RunSettings.Full(folder);
                return RunAsync(benchmarks, settings, line.GetValue(json), cancellationToken);
            });
            return command;
        }
    }

    private static async Task<int> RunAsync(Benchmark[] benchmarks, RunSettings settings, FileInfo? json, CancellationToken cancellationToken)
    {
        var machine = Machine.Read(settings.DataFolder, TimeProvider.System);
        TableWriter.Write(machine, Console.Out);
        var sections = new List<Section>();
        foreach (var benchmark in benchmarks)
        {
            var bystanders = new Bystanders();
            var section = await benchmark(settings, cancellationToken);
            section = section with { OthersPercent = bystanders.Percent() };
            TableWriter.Write(section, Console.Out);
            sections.Add(section);
        }

        if (json is not null)
        {
            await ReportJson.WriteAsync(json.FullName, new Report(machine, sections), cancellationToken);
        }

        return 0;
    }
}
