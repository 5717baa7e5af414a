using Benchmarks.Cli;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Streams;
using Benchmarks.Tickets;
using Benchmarks.Timing;
using Livepeer.Crypto;

namespace Benchmarks.Signer;

/// <summary>
/// Payments through go-livepeer's HTTP API on loopback without TLS, one kept connection per caller. CPU and garbage are those of the signer's process alone.
/// The credentials of a session are signed once, so that a payment has one signature.
/// </summary>
internal static class HttpBenchmark
{
    private const int Callers = 16;

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        await using var signer = await SignerProcess.StartAsync(folder, cancellationToken);
        var address = signer.Address.Split(' ');
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers }) { BaseAddress = new Uri(address[2]) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {address[1]}");
        HttpSession[] sessions = [.. Enumerable.Range(0, Callers).Select(caller => new HttpSession($"session-{caller}", http))];

        await WarmUp.RunAsync(settings, () => ClosedLoop.RunAsync(Callers, settings.WarmUp, PayAsync), () => signer.ReadUsageAsync(cancellationToken));
        var many = await MeasureAsync(Callers, PayAsync);
        var one = await MeasureAsync(1, PayAsync);
        var empty = await MeasureAsync(Callers, AskHealthAsync);
        var signing = TicketCosts.Measure(settings, Secp256k1.Best).Whole.Microseconds;
        return new Section(
            "Signer: payments through HTTP, one ticket each, CPU and garbage of the signer's process",
            [
                .. Figures($"{Callers} callers", many),
                .. Figures("1 caller", one),
                new($"GET /healthz, {Callers} callers: CPU per call", empty.CpuMicroseconds, "µs"),
                new("one whole signature on one thread, same run", signing, "µs"),
                Figure.Ratio("CPU of a payment through HTTP ÷ one whole signature", many.CpuMicroseconds, signing),
                Figure.Ratio("CPU of a payment through HTTP ÷ GET /healthz", many.CpuMicroseconds, empty.CpuMicroseconds),
            ]);

        ValueTask PayAsync(int caller) => sessions[caller].PayAsync(cancellationToken);

        async ValueTask AskHealthAsync(int caller)
        {
            using var response = await http.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken);
            response.EnsureSuccessStatusCode();
        }

        async Task<Measured> MeasureAsync(int callers, Func<int, ValueTask> call)
        {
            var before = await signer.ReadUsageAsync(cancellationToken);
            var loop = await ClosedLoop.RunAsync(callers, settings.Load, call);
            var used = await signer.ReadUsageAsync(cancellationToken) - before;
            return new Measured(loop, used.CpuMicroseconds / loop.Calls, (double)used.AllocatedBytes / loop.Calls);
        }
    }

    private static IEnumerable<Figure> Figures(string who, Measured measured) =>
    [
        new($"{who}: payments", measured.Loop.PerSecond, "1/s"),
        new($"{who}: median payment", measured.Loop.MedianMilliseconds, "ms"),
        new($"{who}: 99th percentile", measured.Loop.P99Milliseconds, "ms"),
        new($"{who}: CPU per payment", measured.CpuMicroseconds, "µs"),
        new($"{who}: garbage per payment", measured.Bytes, "B"),
    ];

    private sealed record Measured(LoopResult Loop, double CpuMicroseconds, double Bytes);
}
