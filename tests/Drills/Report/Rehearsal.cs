using System.Globalization;
using Drills.Faults;
using Drills.World;

namespace Drills.Report;

/// <summary>Runs one drill from the first payment to the last sum.</summary>
internal sealed class Rehearsal(string folder, int payers, TextWriter progress, TimeProvider time)
{
    private static readonly TimeSpan RepairTime = TimeSpan.FromSeconds(30);

    public async Task<Row> RunAsync(IDrill drill, int cycles, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var stage = await Stage.SetAsync(Path.Combine(folder, drill.Name), time, cancellationToken);
        await drill.SetUpAsync(stage, cancellationToken);
        await using (var crowd = stage.Pay(payers, time))
        {
            await crowd.MoreAsync(20, cancellationToken);
            for (var cycle = 1; cycle <= cycles; cycle++)
            {
                await drill.CycleAsync(stage, crowd, cancellationToken);
                if (cycle == cycles || cycle % 10 == 0)
                {
                    await progress.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{drill.Name}: {cycle} of {cycles} cycles, {stage.Tally.Payments} payments, {stage.Judge.Read().NoncesReused} reused nonces, {time.GetElapsedTime(began).TotalSeconds:0} s"));
                }
            }

            await crowd.MoreAsync(20, cancellationToken);
            await crowd.FinishAsync();
        }

        var (seen, account) = await SettledAsync(stage, cancellationToken);
        foreach (var (word, count) in stage.Tally.Words.OrderByDescending(word => word.Value).Take(12))
        {
            await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"    heard {count} times: {word}"));
        }

        foreach (var (text, count) in seen.Refusals.Take(12))
        {
            await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"    the judge said {count} times: {text}"));
        }

        return new Row(
            drill.Fault,
            cycles,
            stage.Tally.Payments,
            seen.Tickets,
            seen.NoncesReused,
            (seen.ExpectedValue - account).OrZero(),
            (account - seen.ExpectedValue).OrZero(),
            drill.MayPayTwice,
            stage.Tally.Refused,
            stage.Tally.Failed,
            stage.Tally.Retries,
            stage.Tally.Refreshes,
            await AuditAsync(stage, cancellationToken),
            time.GetElapsedTime(began));
    }

    /// <summary>Waits until nothing that the judge saw is missing in the account: a ledger that lost something is put right from the audit logs, which takes a moment.</summary>
    private async Task<(Judge.Book Seen, Fraction Account)> SettledAsync(Stage stage, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var seen = stage.Judge.Read();
            var account = await AccountAsync(stage, cancellationToken);
            if (account.CompareTo(seen.ExpectedValue) >= 0 || time.GetElapsedTime(began) > RepairTime)
            {
                return (seen, account);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    // Signers of one store all tell the same; signers with a ledger each are added up.
    private static async Task<Fraction> AccountAsync(Stage stage, CancellationToken cancellationToken)
    {
        var asked = stage.HasOneLedger ? stage.Replicas.Take(1) : stage.Replicas;
        var sum = Fraction.Zero;
        foreach (var replica in asked)
        {
            sum += (await replica.UsageAsync(cancellationToken)).ExpectedValue;
        }

        return sum;
    }

    private static async Task<string> AuditAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var replica in stage.Replicas)
        {
            await replica.StopAsync();
            if (await replica.VerifyAuditAsync(cancellationToken) is { Length: > 0 } wrong)
            {
                return wrong;
            }
        }

        return string.Empty;
    }
}
