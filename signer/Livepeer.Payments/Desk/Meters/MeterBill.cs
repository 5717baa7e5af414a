using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>What one payment of metered work bills, and how many tickets that takes.</summary>
/// <param name="Units">Units billed now.</param>
/// <param name="Fee">Wei for them.</param>
/// <param name="Balance">Wei of credit that existed.</param>
/// <param name="BilledFrom">Time up to which the session was billed before; null when it begins, or begins anew.</param>
/// <param name="BilledUntil">Time up to which it is billed now.</param>
/// <param name="Stage">Tickets.</param>
internal readonly record struct MeterBill(BigInteger Units, Rational Fee, Rational Balance, DateTimeOffset? BilledFrom, DateTimeOffset BilledUntil, Stage Stage)
{
    private static readonly BigInteger FixedUnits = BigInteger.One;

    public static MeterBill Of(Planning planning, MeteredJob job, MeterState? account, UnitPrice initial) => job switch
    {
        // Work that costs nothing now is not billed, whatever it cost at first.
        _ when planning.Priced.Price.IsZero => new(BigInteger.Zero, Rational.Zero, account?.Balance ?? Rational.Zero, account?.BilledUntil, Later(account?.BilledUntil, planning.Snapshot.Now), default),
        LiveJob live => Live(planning, live, account, initial.PerUnit),
        UnitsJob counted => Counted(planning, counted.Units, account, initial.PerUnit),
        _ => Counted(planning, FixedUnits, account, initial.PerUnit),
    };

    private static MeterBill Counted(Planning planning, BigInteger units, MeterState? account, Rational price)
    {
        var balance = account?.Balance ?? Rational.Zero;
        var fee = new Rational(units) * price;
        return new(units, fee, balance, account?.BilledUntil, planning.Snapshot.Now, Stage.Of(balance, fee, planning.Priced.TicketEv));
    }

    private static MeterBill Live(Planning planning, LiveJob job, MeterState? account, Rational price)
    {
        var preload = LiveFee.Preload(job.Unit);
        if (account is not null)
        {
            var running = Running(planning, job, account, price, preload);
            var unpaid = running.Fee - running.Balance;
            if (unpaid <= LiveFee.PerSecond(job.Unit, price) * Seconds(planning.Policy.LiveMaxCatchUp) && planning.Count(running.Stage, planning.Policy.MaxTicketsPerPayment) is null)
            {
                return running;
            }
        }

        // The first payment, or one after a pause that no orchestrator gave credit for.
        var units = LiveFee.Units(job.Unit, preload);
        var fee = new Rational(units) * price;
        return new(units, fee, Rational.Zero, null, planning.Snapshot.Now, Stage.Of(Rational.Zero, fee, planning.Priced.TicketEv));
    }

    // What the first payment paid ahead is still there: it is a runway already.
    private static MeterBill Running(Planning planning, LiveJob job, MeterState account, Rational price, TimeSpan preload)
    {
        var units = LiveFee.Units(job.Unit, planning.Snapshot.Now - account.BilledUntil);
        var fee = new Rational(units) * price;
        var ahead = planning.Policy.LiveRunway > preload ? planning.Policy.LiveRunway - preload : TimeSpan.Zero;
        var runway = LiveFee.PerSecond(job.Unit, price) * Seconds(ahead);
        return new(units, fee, account.Balance, account.BilledUntil, Until(planning, job, account, units), Stage.Of(account.Balance, fee + runway, planning.Priced.TicketEv));
    }

    // The rest of a second that was billed whole is not billed again. go-livepeer's callers are billed as its signer does: their clock stands at the call.
    private static DateTimeOffset Until(Planning planning, LiveJob job, MeterState account, BigInteger units) =>
        job.Unit == LiveUnit.Seconds && !planning.Priced.Order.Meter.OnlyIfDue ? account.BilledUntil + TimeSpan.FromSeconds((long)units) : planning.Snapshot.Now;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static Rational Seconds(TimeSpan time) => new(time.Ticks, TimeSpan.TicksPerSecond);
}
