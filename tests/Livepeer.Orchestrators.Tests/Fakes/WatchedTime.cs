using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>A clock that knows how many pauses are being waited for, so that a test moves it only when everybody sleeps. Deadlines of questions are shorter than pauses.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(3.5);
    private readonly ConcurrentDictionary<Pause, bool> _pauses = [];

    public int Pauses => _pauses.Count;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < ShortestPause)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var pause = new Pause(_pauses);
        pause.Inner = base.CreateTimer(
            given =>
            {
                _pauses.TryRemove(pause, out _);
                callback(given);
            },
            state,
            dueTime,
            period);
        _pauses[pause] = true;
        return pause;
    }

    private sealed class Pause(ConcurrentDictionary<Pause, bool> pauses) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner.Change(dueTime, period);

        public void Dispose()
        {
            pauses.TryRemove(this, out _);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
