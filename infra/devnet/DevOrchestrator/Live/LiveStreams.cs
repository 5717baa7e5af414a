using System.Collections.Concurrent;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Live;

/// <summary>The running live streams by the names of their channels. Thread-safe.</summary>
internal sealed class LiveStreams(PaidSessionTable sessions, TimeProvider time)
{
    /// <summary>A stream without new input for so long ends. Source: go-livepeer trickle/trickle_server.go.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, LiveStream> _byChannel = new(StringComparer.Ordinal);

    /// <summary>Opens the channels of a session; they vanish with it.</summary>
    public void Open(PaidSession session)
    {
        var stream = new LiveStream(session, time);
        foreach (var name in stream.Channels.Keys)
        {
            _byChannel[name] = stream;
        }

        session.Ended.Register(() =>
        {
            foreach (var name in stream.Channels.Keys)
            {
                _byChannel.TryRemove(name, out _);
            }
        });
    }

    public ITrickleChannel? Find(string channel) => _byChannel.TryGetValue(channel, out var stream) ? stream.Channels[channel] : null;

    /// <summary>Closes a channel; with its input the whole stream ends. False when there is none.</summary>
    public bool Close(string channel)
    {
        if (!_byChannel.TryGetValue(channel, out var stream))
        {
            return false;
        }

        if (channel == stream.Session.Id)
        {
            sessions.End(channel, "closed by the gateway");
        }

        return true;
    }

    public void EndIdle()
    {
        var oldest = time.GetUtcNow() - IdleLimit;
        foreach (var stream in _byChannel.Values.Where(stream => stream.Input.LastWrite < oldest).Distinct())
        {
            sessions.End(stream.Session.Id, "no input");
        }
    }
}
