using System.Globalization;

namespace DevNet.Check;

/// <summary>What is wrong with a recorded stream: missing numbers, broken pictures, times that jump.</summary>
internal static class RecordingCheck
{
    private const long TicksPerSecond = 90_000;

    // One frame at 30 per second is 3,000 ticks; a rendition may round by as much.
    private const long Tolerance = 3_100;

    public static async Task<IReadOnlyList<string>> FindingsAsync(
        IReadOnlyDictionary<string, SortedDictionary<long, RecordedSegment>> variants,
        CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        if (!variants.ContainsKey("source"))
        {
            findings.Add("the source is not among the variants");
        }

        foreach (var (name, segments) in variants)
        {
            await CheckVariantAsync(name, segments, findings, cancellationToken);
        }

        var numbers = variants.Values.Select(segments => string.Join(',', segments.Keys)).Distinct().ToArray();
        if (numbers.Length > 1)
        {
            findings.Add("the variants do not list the same segment numbers: " + string.Join(" / ", numbers));
        }

        return findings;
    }

    private static async Task CheckVariantAsync(string name, SortedDictionary<long, RecordedSegment> segments, List<string> findings, CancellationToken cancellationToken)
    {
        long? previous = null;
        long? expected = null;
        foreach (var (number, segment) in segments)
        {
            if (previous is { } last && number != last + 1)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: segment {last + 1} is missing"));
                expected = null;
            }

            previous = number;
            if (segment.File is null)
            {
                expected = null;
                continue;
            }

            var complaints = await Decoder.ComplaintsAsync(segment.File, cancellationToken);
            if (complaints.Length > 0)
            {
                findings.Add($"{name}: segment {number} does not decode cleanly: {complaints.Split('\n')[0]}");
            }

            var times = await Decoder.VideoTimesAsync(segment.File, cancellationToken);
            if (times.Count == 0)
            {
                findings.Add($"{name}: segment {number} has no picture");
                continue;
            }

            var first = times.Min();
            if (expected is { } wanted && !segment.Listed.IsDiscontinuity && Math.Abs(first - wanted) > Tolerance)
            {
                findings.Add($"{name}: segment {number} begins {Seconds(first - wanted)} s away from the end of the one before");
            }

            expected = first + (long)(segment.Listed.Seconds * TicksPerSecond);
        }
    }

    private static string Seconds(long ticks) => ((decimal)ticks / TicksPerSecond).ToString("0.000", CultureInfo.InvariantCulture);
}
