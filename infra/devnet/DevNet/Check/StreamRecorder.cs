namespace DevNet.Check;

/// <summary>Watches one stream from outside as a player would and keeps every segment of every variant that was ever listed.</summary>
internal sealed class StreamRecorder(HttpClient http, Uri master, string folder, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, SortedDictionary<long, RecordedSegment>> _variants = [];
    private readonly List<string> _complaints = [];

    public IReadOnlyDictionary<string, SortedDictionary<long, RecordedSegment>> Variants => _variants;

    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Runs until cancelled or until every variant has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await LookAsync(cancellationToken))
                {
                    return;
                }

                await Task.Delay(Poll, clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException)
            {
                // Not there yet, or a stumble that shows as a missing segment if it matters.
                await Task.Delay(Poll, clock, CancellationToken.None);
            }
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(master, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return false;
        }

        var ended = true;
        foreach (var (name, address) in MasterPlaylist.Parse(await answer.Content.ReadAsStringAsync(cancellationToken), master))
        {
            var playlist = MediaPlaylist.Parse(await http.GetStringAsync(address, cancellationToken));
            ended &= playlist.Ended;
            if (!_variants.TryGetValue(name, out var known))
            {
                _variants[name] = known = [];
            }

            foreach (var segment in playlist.Segments)
            {
                await KeepAsync(name, known, segment, address, cancellationToken);
            }
        }

        return ended && _variants.Count > 0;
    }

    private async Task KeepAsync(string variant, SortedDictionary<long, RecordedSegment> known, PlaylistSegment segment, Uri playlist, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(segment.Number, out var earlier))
        {
            if (earlier.Listed != segment)
            {
                _complaints.Add($"{variant} segment {segment.Number} changed after it was listed");
            }

            return;
        }

        if (segment.IsGap)
        {
            known[segment.Number] = new RecordedSegment(segment, null);
            return;
        }

        var file = Path.Combine(folder, $"{variant}-{segment.Number:D6}.ts");
        var bytes = await http.GetByteArrayAsync(new Uri(playlist, segment.Uri), cancellationToken);
        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        known[segment.Number] = new RecordedSegment(segment, file);
    }
}

/// <summary>A segment as it was listed, and the file with its bytes; none for a gap.</summary>
internal sealed record RecordedSegment(PlaylistSegment Listed, string? File);
