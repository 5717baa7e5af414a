using System.Globalization;
using System.Text;
using Benchmarks.Desk;
using Benchmarks.Streams;
using Livepeer.Audit;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using TestKit.Payments;

namespace Benchmarks.Repair;

/// <summary>An audit log as a signer leaves it that made payments all day long: each under its own key, at its own time.</summary>
internal static class PaidLog
{
    private const int TicketsPerParameters = 400;
    private const int PaymentsPerSession = 1_000;
    private const int InFlight = 1_024;

    // Less than the day that a ledger remembers, so that none is too old when its turn comes.
    private static readonly TimeSpan Day = TimeSpan.FromHours(23);

    public static async Task WriteAsync(string folder, int payments, CancellationToken cancellationToken)
    {
        var recording = new RecordingAuditLog();
        using var desk = new OpenDesk(new MemoryLedger(TimeProvider.System), recording);
        await desk.PayAsync(new PayingStream("stream-0"));
        var entry = (AuditEntry.Payment)recording.Entries[0];
        var first = entry.Paid.Usage.At - Day;
        await using var log = FileAuditLog.Open(new AuditLogOptions { Folder = folder }, desk.Custodian, TimeProvider.System);
        foreach (var numbers in Enumerable.Range(0, payments).Chunk(InFlight))
        {
            await Task.WhenAll(numbers.Select(number => log.AppendAsync(entry with { Paid = Payment(entry.Paid, number, first + (Day * ((double)number / payments))) }, cancellationToken).AsTask()));
        }
    }

    private static AuditedPayment Payment(AuditedPayment like, int number, DateTimeOffset at)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"paid-{number}");
        var session = string.Create(CultureInfo.InvariantCulture, $"session-{number / PaymentsPerSession}");
        var parameters = string.Create(CultureInfo.InvariantCulture, $"parameters-{number / TicketsPerParameters}");
        var space = new NonceKey(like.Keys.Balance.Sender, Keccak256.Hash(Encoding.ASCII.GetBytes(parameters)));
        var plan = like.Plan with { FirstNonce = (uint)(number % TicketsPerParameters) };
        return like with
        {
            Keys = new LedgerKeys(like.Keys.Tenant, key, like.Keys.Session with { PaymentSessionId = session }, like.Keys.Balance with { Bucket = session }, space),
            Fingerprint = Keccak256.Hash(Encoding.ASCII.GetBytes(key)),
            Plan = plan,
            KeepPlanUntil = at + (like.KeepPlanUntil - like.Usage.At),
            Usage = like.Usage with { At = at, IdempotencyKey = key, PaymentSessionId = session, RecipientRandHash = space.RecipientRandHash, FirstNonce = plan.FirstNonce },
        };
    }
}
