using System.Collections.Frozen;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Prometheus;

namespace RemoteSigner.Metrics;

/// <summary>
/// The only place that knows the signer's metrics; docs/operations/metrics.md lists them, checked by a test. Labels come from small closed sets and are
/// resolved once, so that a payment costs a few additions.
/// </summary>
internal sealed class SignerMetrics
{
    private const double Microseconds = 1e-6;
    private readonly Dictionary<RefusalKind, Counter.Child> _refusals;
    private readonly FrozenDictionary<JobKind, PerJob> _jobs;
    private readonly Counter _unknownCallers;
    private readonly Counter.Child[] _settlements;
    private readonly Histogram _ledgerSeconds;
    private readonly Histogram _signingSeconds;
    private readonly Counter _signingFailures;
    private readonly Counter _ledgerFailures;

    public SignerMetrics(CollectorRegistry registry)
    {
        Registry = registry;
        Factory = Prometheus.Metrics.WithCustomRegistry(registry);
        var payments = Factory.CreateCounter(
            "remote_signer_payments_total", "Payments. result: made when it is durable in the ledger, or replayed for the answer to a repeated request.", "job", "result");
        var tickets = Factory.CreateCounter("remote_signer_tickets_total", "Tickets signed for new payments.", "job");
        var value = Factory.CreateCounter("remote_signer_expected_value_wei_total", "Expected value in wei of the tickets of new payments.", "job");
        var seconds = Factory.CreateHistogram(
            "remote_signer_create_payment_seconds", "Time to answer CreatePayment with a payment.", new HistogramConfiguration { LabelNames = ["job"], Buckets = Latencies() });
        _jobs = new Dictionary<JobKind, PerJob>
        {
            [JobKind.VideoSegment] = new(payments, tickets, value, seconds, "video_segment"),
            [JobKind.Ai] = new(payments, tickets, value, seconds, "ai"),
            [JobKind.Live] = new(payments, tickets, value, seconds, "live"),
            [JobKind.Fixed] = new(payments, tickets, value, seconds, "fixed"),
            [JobKind.Units] = new(payments, tickets, value, seconds, "units"),
            [JobKind.Byoc] = new(payments, tickets, value, seconds, "byoc"),
        }.ToFrozenDictionary();

        var refusals = Factory.CreateCounter("remote_signer_refusals_total", "Requests refused, by the code of docs/errors.md.", "code");
        _refusals = RefusalCatalogue.All.ToDictionary(entry => entry.Kind, entry => refusals.WithLabels(entry.Code));
        _unknownCallers = Factory.CreateCounter("remote_signer_unknown_callers_total", "Calls without a token, or with one that no tenant has.");

        var settlements = Factory.CreateCounter(
            "remote_signer_settlements_total", "Outcomes reported by ReportOutcome. result: settled, already_settled or unknown_payment.", "result");
        _settlements = [settlements.WithLabels("unknown_payment"), settlements.WithLabels("settled"), settlements.WithLabels("already_settled")];

        _ledgerSeconds = Factory.CreateHistogram(
            "remote_signer_ledger_step_seconds", "Time for one durable step of the ledger, waiting included.", new HistogramConfiguration { Buckets = Latencies() });
        _ledgerFailures = Factory.CreateCounter("remote_signer_ledger_failures_total", "Steps that the ledger could not make durable.");
        _signingSeconds = Factory.CreateHistogram(
            "remote_signer_signature_seconds", "Time for one signature by the key's custodian.", new HistogramConfiguration { Buckets = Latencies() });
        _signingFailures = Factory.CreateCounter("remote_signer_signature_failures_total", "Signatures that the key's custodian did not give.");
    }

    /// <summary>What /metrics shows. Own, not the process-wide one: several signers may live in one test process.</summary>
    public CollectorRegistry Registry { get; }

    /// <summary>Makes the gauges of <see cref="ScrapedState"/>.</summary>
    public MetricFactory Factory { get; }

    /// <summary>A payment is in the ledger: it counts, whatever becomes of its answer.</summary>
    public void PaymentCommitted(UsageRecord record) => _jobs[record.Kind].Count(record);

    public void PaymentAnswered(Payment payment, TimeSpan elapsed) => _jobs[payment.Order.Job.Kind].Answered(payment, elapsed);

    public void Refused(RefusalKind kind) => _refusals.GetValueOrDefault(kind, _refusals[RefusalKind.Unknown]).Inc();

    public void CallerUnknown() => _unknownCallers.Inc();

    public void Settled(IReadOnlyList<SettlementResult> results)
    {
        foreach (var result in results)
        {
            _settlements[result.State switch { SettlementState.Settled => 1, SettlementState.AlreadySettled => 2, _ => 0 }].Inc();
        }
    }

    public void LedgerStep(TimeSpan elapsed) => _ledgerSeconds.Observe(elapsed.TotalSeconds);

    public void LedgerFailed() => _ledgerFailures.Inc();

    public void Signed(TimeSpan elapsed) => _signingSeconds.Observe(elapsed.TotalSeconds);

    public void SigningFailed() => _signingFailures.Inc();

    private static double[] Latencies() => Histogram.ExponentialBuckets(20 * Microseconds, 2.5, 14);

    private sealed class PerJob(Counter payments, Counter tickets, Counter value, Histogram seconds, string job)
    {
        private readonly Counter.Child _made = payments.WithLabels(job, "made");
        private readonly Counter.Child _replayed = payments.WithLabels(job, "replayed");
        private readonly Counter.Child _tickets = tickets.WithLabels(job);
        private readonly Counter.Child _value = value.WithLabels(job);
        private readonly Histogram.Child _seconds = seconds.WithLabels(job);

        public void Answered(Payment payment, TimeSpan elapsed)
        {
            _seconds.Observe(elapsed.TotalSeconds);
            if (payment.Replayed)
            {
                _replayed.Inc();
            }
        }

        public void Count(UsageRecord record)
        {
            _made.Inc();
            _tickets.Inc(record.Tickets);

            // A metric, not money: a double is what Prometheus has.
            _value.Inc((double)record.ExpectedValue.Floor());
        }
    }
}
