using System.Globalization;

namespace DevNet.Check;

/// <summary>A media playlist, read only as far as a check needs it.</summary>
internal sealed record MediaPlaylist(long MediaSequence, bool Ended, IReadOnlyList<PlaylistSegment> Segments)
{
    public static MediaPlaylist Parse(string text)
    {
        var sequence = 0L;
        var ended = false;
        var segments = new List<PlaylistSegment>();
        var gap = false;
        var discontinuity = false;
        var seconds = 0m;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("#EXT-X-MEDIA-SEQUENCE:", StringComparison.Ordinal))
            {
                sequence = long.Parse(line.AsSpan(22), CultureInfo.InvariantCulture);
            }
            else if (line == "#EXT-X-ENDLIST")
            {
                ended = true;
            }
            else if (line == "#EXT-X-GAP")
            {
                gap = true;
            }
            else if (line == "#EXT-X-DISCONTINUITY")
            {
                discontinuity = true;
            }
            else if (line.StartsWith("#EXTINF:", StringComparison.Ordinal))
            {
                seconds = decimal.Parse(line.AsSpan(8, line.IndexOf(',', StringComparison.Ordinal) - 8), CultureInfo.InvariantCulture);
            }
            else if (!line.StartsWith('#'))
            {
                segments.Add(new PlaylistSegment(sequence + segments.Count, line, seconds, gap, discontinuity));
                gap = false;
                discontinuity = false;
            }
        }

        return new MediaPlaylist(sequence, ended, segments);
    }
}

/// <summary>One listed segment.</summary>
internal sealed record PlaylistSegment(long Number, string Uri, decimal Seconds, bool IsGap, bool IsDiscontinuity);
