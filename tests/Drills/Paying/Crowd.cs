using System.Globalization;
using Drills.World;

namespace Drills.Paying;

/// <summary>Payers at work beside a drill.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _paying;
    private readonly Tally _tally;
    private readonly TimeProvider _time;

    public Crowd(int payers, IReadOnlyList<Replica> replicas, string token, Judge judge, Tally tally, TimeProvider time)
    {
        _tally = tally;
        _time = time;
        _paying = Task.WhenAll(Enumerable.Range(1, payers).Select(number =>
            new Payer(string.Create(CultureInfo.InvariantCulture, $"payer-{number}"), replicas, token, judge, tally, time).RunAsync(_stop.Token)));
    }

    /// <summary>Waits until some more payments succeeded.</summary>
    /// <exception cref="TimeoutException">They did not within a minute and a half.</exception>
    public async Task MoreAsync(int payments, CancellationToken cancellationToken)
    {
        var wanted = _tally.Payments + payments;
        var began = _time.GetTimestamp();
        while (_tally.Payments < wanted)
        {
            if (_paying.IsFaulted)
            {
                await _paying;
            }

            if (_time.GetElapsedTime(began) > TimeSpan.FromSeconds(90))
            {
                throw new TimeoutException($"Payments do not go on. The payers heard: {string.Join("; ", _tally.Words.OrderByDescending(word => word.Value).Take(5).Select(word => $"{word.Key} ({word.Value} times)"))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), _time, cancellationToken);
        }
    }

    /// <summary>Waits until every payer was told that the budget is used up.</summary>
    /// <param name="announce">Called every five seconds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task UntilRefusedAsync(Func<Task> announce, CancellationToken cancellationToken)
    {
        while (!_paying.IsCompleted)
        {
            _ = await Task.WhenAny(_paying, Task.Delay(TimeSpan.FromSeconds(5), _time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            await announce();
        }

        await _paying;
    }

    /// <summary>Lets every payer finish what it has begun.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await _paying;
    }

    public async ValueTask DisposeAsync()
    {
        await FinishAsync();
        _stop.Dispose();
    }
}
