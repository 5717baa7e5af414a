using System.Globalization;
using Drills.World;

namespace Drills.Load;

/// <summary>
/// Many clients at several replicas on one Redis until a budget is used up to the last payment: every nonce is unique, the budget exact, and what it took is told.
/// </summary>
internal sealed class LoadRun(string folder, int replicas, int clients, int payments, TextWriter output, TimeProvider time)
{
    // Expected value of the judge's tickets, whole wei upwards: the judge's probabilities are no whole fractions.
    private static readonly System.Numerics.BigInteger TicketWei = 8_000_000_001;

    /// <returns>Whether all promises were kept.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (Faults.Machine.Lacks("redis-server", "redis-cli") is { } lack)
        {
            await output.WriteLineAsync($"The load needs Redis: {lack}.");
            return false;
        }

        await using var stage = await Stage.SetAsync(Path.Combine(folder, "load"), time, cancellationToken);
        await stage.Files.LimitAsync(TicketWei * payments, cancellationToken);
        var redis = stage.Keep(new RedisServer("redis", stage.Folder, stage.Spawner, time));
        await redis.StartAsync(cancellationToken);
        string[] arguments = ["--redis-addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{redis.Port}"), "--log-level", "warning"];
        stage.HasOneLedger = true;
        for (var number = 1; number <= replicas; number++)
        {
            _ = await stage.AddReplicaAsync(string.Create(CultureInfo.InvariantCulture, $"signer-{number}"), arguments, cancellationToken);
        }

        var began = time.GetTimestamp();
        await using (var crowd = stage.Pay(clients, time))
        {
            await crowd.UntilRefusedAsync(Announce, cancellationToken);
        }

        var elapsed = time.GetElapsedTime(began);
        return await TellAsync(stage, elapsed, cancellationToken);

        Task Announce() => output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{stage.Tally.Payments:N0} of {payments:N0} payments, {time.GetElapsedTime(began).TotalSeconds:0} s"));
    }

    private static async Task<double> SumAsync(Stage stage, string metric, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        foreach (var replica in stage.Replicas)
        {
            sum += await replica.MetricAsync(metric, cancellationToken);
        }

        return sum;
    }

    private async Task<bool> TellAsync(Stage stage, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var seen = stage.Judge.Read();
        var usage = await stage.Replicas[0].UsageAsync(cancellationToken);
        var commits = await SumAsync(stage, "remote_signer_ledger_commits_total", cancellationToken);
        var orders = await SumAsync(stage, "remote_signer_ledger_committed_orders_total", cancellationToken);
        var repetitions = await SumAsync(stage, "remote_signer_ledger_repetitions_total", cancellationToken);
        var tally = stage.Tally;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {replicas} replicas, {clients} clients, one Redis (appendfsync always), clients, judge and all servers on this machine
              payments                {tally.Payments,12:N0}   budget allows {payments:N0}
              tickets at the judge    {seen.Tickets,12:N0}
              reused nonces           {seen.NoncesReused,12:N0}
              account minus judge     {(usage.ExpectedValue - seen.ExpectedValue).Ceiling(),12} wei
              refused by the judge    {tally.Refused,12:N0}
              failed payments         {tally.Failed,12:N0}
              payments/s              {tally.Payments / elapsed.TotalSeconds,12:N0}
              p50, p99 of a call      {tally.Percentile(0.5),9:N1} ms {tally.Percentile(0.99):N1} ms
              orders per commit       {orders / Math.Max(1, commits),12:N1}
              repetitions per commit  {repetitions / Math.Max(1, commits),12:N2}
              calls made again        {tally.Retries,12:N0}
              refreshes               {tally.Refreshes,12:N0}
            """));
        return seen.NoncesReused == 0 && tally.Refused == 0 && tally.Failed == 0 && usage.Payments == payments && tally.Payments == payments && seen.Tickets == payments
            && usage.ExpectedValue.CompareTo(seen.ExpectedValue) == 0;
    }
}
