using System.Security.Cryptography;
using Benchmarks.Cli;
using Benchmarks.Desk;
using Benchmarks.Reports;
using Benchmarks.Streams;
using Benchmarks.Timing;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;
using TestKit.Payments;

namespace Benchmarks.Pure;

/// <summary>The parts of a payment that are arithmetic and bytes.</summary>
internal static class PureBenchmark
{
    private const int SegmentSize = 1 << 20;

    public static Section Run(RunSettings settings)
    {
        var segment = new byte[SegmentSize];
        RandomNumberGenerator.Fill(segment);
        var keccak = Measure(settings, () => Keccak256.Hash(segment));
        var sha = Measure(settings, () => SHA256.HashData(segment));
        var figures = new List<Figure>
        {
            new("keccak-256 of 1 MiB", Megabytes(keccak), "MB/s"),
            Figure.Ratio("time of keccak-256 ÷ framework's SHA-256, 1 MiB", keccak.Nanoseconds, sha.Nanoseconds),
        };
        figures.AddRange(Tickets(settings));
        figures.AddRange(Payments(settings));
        return new Section("Hashing, planning, headers, one thread, thread CPU time", figures);
    }

    private static IEnumerable<Figure> Tickets(RunSettings settings)
    {
        var parameters = Some.TicketParameters();
        var ticket = new Ticket(
            parameters.Recipient, Some.Recipient, parameters.FaceValue, parameters.WinProbability, 7, parameters.RecipientRandHash, parameters.Expiration!);
        return Both("digest of a ticket (two keccak-256)", Measure(settings, () => TicketMessage.Of(ticket)));
    }

    private static IEnumerable<Figure> Payments(RunSettings settings)
    {
        using var desk = new OpenDesk(new SnapshotLedger(new MemoryLedger(TimeProvider.System), out var last));
        var stream = new PayingStream("stream-0");
        var payment = Made(desk, stream);
        for (var i = 0; i < 10; i++)
        {
            payment = Made(desk, stream);
        }

        var order = payment.Order;
        var priced = PricedOrder.Of(order, desk.Desk.Sender);
        var chain = desk.Chain.Current;
        var information = PayingStream.Information("stream-0", "params").ToByteArray();
        var snapshot = last.Value!;
        return
        [
            .. Both("reading an OrchestratorInfo", Measure(settings, () => OrchestratorInfoReader.TryReadOffer(information, out _, out _))),
            .. Both("pricing an order (keys, fingerprint, fee)", Measure(settings, () => PricedOrder.Of(order, desk.Desk.Sender))),
            .. Both("planning an order", Measure(settings, () => Planner.Plan(snapshot, priced, chain, chain.L1BlockSeenAt, PaymentPolicy.Default))),
            .. Both("Livepeer-Payment, one ticket", Measure(settings, () => PaymentHeader.Format(payment))),
            .. Both("Livepeer-Segment, three renditions", Measure(settings, () => SegmentHeader.Format(payment))),
        ];
    }

    // A ledger in memory answers at once.
    private static Payment Made(OpenDesk desk, PayingStream stream)
    {
        var paying = desk.PayAsync(stream);
        return paying.IsCompletedSuccessfully ? paying.GetAwaiter().GetResult() : throw new InvalidOperationException("The ledger in memory made a payment wait.");
    }

    private static IEnumerable<Figure> Both(string name, Cost cost) => [new(name, cost.Microseconds, "µs"), new($"{name}: garbage", cost.Bytes, "B")];

    private static double Megabytes(Cost cost) => SegmentSize / cost.Nanoseconds * 1e9 / 1e6;

    private static Cost Measure<T>(RunSettings settings, Func<T> run) => SingleThread.Measure(settings, count =>
    {
        for (var i = 0; i < count; i++)
        {
            _ = run();
        }
    });
}
