using System.Collections.Concurrent;

namespace Drills.Paying;

/// <summary>What all payers of a drill did. Safe for all of them at once.</summary>
internal sealed class Tally
{
    private const int MaxLatencies = 1_000_000;

    private readonly ConcurrentDictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<double> _latencies = new();
    private long _payments;
    private long _tickets;
    private long _retries;
    private long _refreshes;
    private long _refused;
    private long _failed;

    /// <summary>Payments that the judge was given.</summary>
    public long Payments => Interlocked.Read(ref _payments);

    public long Tickets => Interlocked.Read(ref _tickets);

    /// <summary>Calls repeated with the same idempotency key.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Times the signer wanted new ticket parameters.</summary>
    public long Refreshes => Interlocked.Read(ref _refreshes);

    /// <summary>Payments that the judge was handed and did not take.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Payments that did not succeed after all retries.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Refusals and faults by text, the first word of each.</summary>
    public IReadOnlyDictionary<string, int> Words => _words;

    public void Paid(uint tickets, TimeSpan latency)
    {
        Interlocked.Increment(ref _payments);
        Interlocked.Add(ref _tickets, tickets);
        if (_latencies.Count < MaxLatencies)
        {
            _latencies.Enqueue(latency.TotalMilliseconds);
        }
    }

    public void Retried(string why)
    {
        Interlocked.Increment(ref _retries);
        Heard(why);
    }

    public void Refreshed(string why)
    {
        Interlocked.Increment(ref _refreshes);
        Heard(why);
    }

    public void RefusedByJudge(string why)
    {
        Interlocked.Increment(ref _refused);
        Heard("JUDGE: " + why);
    }

    public void Failure(string why)
    {
        Interlocked.Increment(ref _failed);
        Heard("FAILED: " + why);
    }

    /// <summary>Milliseconds under which a share of the successful calls stayed.</summary>
    public double Percentile(double share)
    {
        var sorted = _latencies.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    // Faults have thousands of texts, their beginnings are few.
    private void Heard(string why)
    {
        var key = why.Length > 90 ? why[..90] : why;
        if (_words.Count < 200 || _words.ContainsKey(key))
        {
            _words.AddOrUpdate(key, 1, (_, count) => count + 1);
        }
    }
}
