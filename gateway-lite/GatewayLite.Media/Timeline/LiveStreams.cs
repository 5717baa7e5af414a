using System.Security.Cryptography;

namespace GatewayLite.Media.Timeline;

/// <summary>
/// All streams by name: those being published, at most <see cref="LiveStreamsOptions.MaxSessions"/>, and those that ended within the grace time. RTMP and push open
/// their publications here alike; playback finds its timelines here.
/// </summary>
/// <remarks>Thread-safe: one lock, held for dictionary operations.</remarks>
public sealed class LiveStreams : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamTimeline> _streams = new(StringComparer.Ordinal);
    private readonly LiveStreamsOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeper;

    public LiveStreams(LiveStreamsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        _options = options;
        _time = time;
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Opens a publication, or says why not. Ends the one it takes over. A stream that ended within the grace time is continued: its numbers go on.</summary>
    /// <exception cref="ArgumentException">A name is outside of the alphabet, or two renditions have the same.</exception>
    public OpenOutcome Open(StreamOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        opening.Check();
        lock (_lock)
        {
            var earlier = _streams.GetValueOrDefault(opening.StreamName);
            var rival = earlier is { IsLive: true } ? earlier.Current : null;
            if (rival is not null && rival.Silence < _options.StaleAfter && !(opening.Takeover ?? _options.Takeover))
            {
                return new OpenOutcome(OpenResult.NameInUse, null, false, false);
            }
            if (rival is null && _streams.Values.Count(stream => stream.IsLive) >= _options.MaxSessions)
            {
                return new OpenOutcome(OpenResult.TooManyStreams, null, false, false);
            }
            rival?.End(EndReason.TakenOver);
            var timeline = earlier is not null && earlier.Renditions.SequenceEqual(opening.Renditions) ? earlier : Replace(earlier, opening);
            var publishId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            var publication = new Publication(timeline, publishId, _options.Timeline.BacklogSegments, _time);
            timeline.Begin(publication);
            return new OpenOutcome(OpenResult.Opened, publication, rival is not null, earlier is not null);
        }
    }

    /// <summary>The timeline of that name, live or within the grace time; null otherwise.</summary>
    public StreamTimeline? Find(string streamName)
    {
        lock (_lock)
        {
            return _streams.GetValueOrDefault(streamName);
        }
    }

    /// <summary>All timelines, live or within the grace time, the newest first.</summary>
    public IReadOnlyList<StreamTimeline> List()
    {
        lock (_lock)
        {
            return [.. _streams.Values.OrderByDescending(stream => stream.Current?.StartedAt ?? stream.StartedAt)];
        }
    }

    /// <summary>Ends every publication (the program stops). Playlists end; segments stay for the grace time.</summary>
    public void EndAll(EndReason reason)
    {
        foreach (var stream in List())
        {
            stream.Current?.End(reason);
        }
    }

    /// <summary>Ends all publications and frees every segment.</summary>
    public void Dispose()
    {
        _sweeper.Dispose();
        EndAll(EndReason.Closed);
        lock (_lock)
        {
            foreach (var stream in _streams.Values)
            {
                stream.Discard();
            }
            _streams.Clear();
        }
    }

    private StreamTimeline Replace(StreamTimeline? earlier, StreamOpening opening)
    {
        // Other renditions need another timeline, but numbers never go back: a player may hold the old playlist.
        var timeline = new StreamTimeline(opening.StreamName, opening.Renditions, earlier, _options.Timeline, _time);
        earlier?.Discard();
        return _streams[opening.StreamName] = timeline;
    }

    private void Sweep()
    {
        lock (_lock)
        {
            foreach (var stream in _streams.Values.Where(stream => stream.SinceEnd() >= _options.Grace).ToList())
            {
                _ = _streams.Remove(stream.StreamName);
                stream.Discard();
            }
        }
    }
}
