using Benchmarks.Cli;
using Benchmarks.Desk;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Streams;
using Benchmarks.Tickets;
using Benchmarks.Timing;
using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Crypto;
using Livepeer.Protos.RemoteSigner.V1;

namespace Benchmarks.Signer;

/// <summary>
/// Payments through gRPC on loopback without TLS, one connection. CPU and garbage are those of the signer's process alone; the callers share the machine
/// with it, so rates and latencies are theirs too.
/// </summary>
internal static class SignerBenchmark
{
    private const int Callers = 16;

    // The ticket, and the credentials of the segment.
    private const int SignaturesPerPayment = 2;

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        await using var signer = await SignerProcess.StartAsync(folder, cancellationToken);
        var address = signer.Address.Split(' ');
        using var channel = GrpcChannel.ForAddress(address[0]);
        var client = new Payments.PaymentsClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {address[1]}" } };
        PayingStream[] streams = [.. Enumerable.Range(0, Callers).Select(caller => new PayingStream($"stream-{caller}"))];

        await WarmUpAsync(PayAsync);
        var many = await MeasureAsync(Callers, PayAsync);
        var one = await MeasureAsync(1, PayAsync);
        await WarmUpAsync(IdentifyAsync);
        var empty = await MeasureAsync(Callers, IdentifyAsync);

        var signing = SignaturesPerPayment * TicketCosts.Measure(settings, Secp256k1.Best).Whole.Microseconds;
        var desk = await DeskBenchmark.CpuMicrosecondsAsync(settings);
        return new Section(
            "Signer: payments through gRPC, one ticket and one settlement each, CPU and garbage of the signer's process",
            [
                .. Figures($"{Callers} callers", many),
                .. Figures("1 caller", one),
                new($"GetIdentity, {Callers} callers: calls", empty.Loop.PerSecond, "1/s"),
                new($"GetIdentity, {Callers} callers: CPU per call", empty.CpuMicroseconds, "µs"),
                new($"GetIdentity, {Callers} callers: garbage per call", empty.Bytes, "B"),
                new("two whole signatures on one thread, same run", signing, "µs"),
                new($"the desk alone in this process, {Callers} callers: CPU per payment", desk, "µs"),
                Figure.Ratio("CPU of a payment through gRPC ÷ two whole signatures", many.CpuMicroseconds, signing),
                Figure.Ratio("CPU of a payment through gRPC ÷ the desk alone", many.CpuMicroseconds, desk),
                Figure.Ratio("CPU of a payment ÷ GetIdentity", many.CpuMicroseconds, empty.CpuMicroseconds),
            ]);

        async ValueTask PayAsync(int caller)
        {
            var answer = await client.CreatePaymentAsync(streams[caller].NextRequest(), headers, cancellationToken: cancellationToken);
            if (answer.TicketCount != 1)
            {
                throw new InvalidOperationException($"A payment has {answer.TicketCount} tickets: something else was measured.");
            }
        }

        async ValueTask IdentifyAsync(int caller) => await client.GetIdentityAsync(new GetIdentityRequest(), headers, cancellationToken: cancellationToken);

        Task WarmUpAsync(Func<int, ValueTask> call) =>
            WarmUp.RunAsync(settings, () => ClosedLoop.RunAsync(Callers, settings.WarmUp, call), () => signer.ReadUsageAsync(cancellationToken));

        async Task<Measured> MeasureAsync(int callers, Func<int, ValueTask> call)
        {
            var before = await signer.ReadUsageAsync(cancellationToken);
            var loop = await ClosedLoop.RunAsync(callers, settings.Load, call);
            var used = await signer.ReadUsageAsync(cancellationToken) - before;
            return new Measured(loop, used.CpuMicroseconds / loop.Calls, (double)used.AllocatedBytes / loop.Calls, used.WorkingSetBytes);
        }
    }

    private static IEnumerable<Figure> Figures(string who, Measured measured) =>
    [
        new($"{who}: payments", measured.Loop.PerSecond, "1/s"),
        new($"{who}: median payment", measured.Loop.MedianMilliseconds, "ms"),
        new($"{who}: 99th percentile", measured.Loop.P99Milliseconds, "ms"),
        new($"{who}: CPU per payment", measured.CpuMicroseconds, "µs"),
        new($"{who}: garbage per payment", measured.Bytes, "B"),
        new($"{who}: working set afterwards", measured.WorkingSetBytes / 1e6, "MB"),
    ];

    private sealed record Measured(LoopResult Loop, double CpuMicroseconds, double Bytes, long WorkingSetBytes);
}
