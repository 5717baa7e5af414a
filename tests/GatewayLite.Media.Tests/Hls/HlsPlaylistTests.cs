using GatewayLite.Media.Hls;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Tests.Timeline;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.Hls;

public sealed class HlsPlaylistTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Master_WithMeasuredAndUnmeasuredRenditions_IsGolden()
    {
        const string expected = """
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:PROGRAM-ID=0,BANDWIDTH=4200000,AVERAGE-BANDWIDTH=4000000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720
            movie/source.m3u8
            #EXT-X-STREAM-INF:PROGRAM-ID=0,BANDWIDTH=600000,AVERAGE-BANDWIDTH=600000,RESOLUTION=426x240
            movie/P240.m3u8

            """;

        Assert.Equal(expected, HlsPlaylist.Master(Snapshot(first: 0, ended: false)));
    }

    [Fact]
    public void Media_OfTheSource_IsGolden()
    {
        const string expected = """
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:41
            #EXT-X-DISCONTINUITY-SEQUENCE:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z
            #EXTINF:2.000,
            /stream/movie/source/41.ts?v=0a0b0c0d
            #EXT-X-DISCONTINUITY
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:07.678Z
            #EXTINF:1.967,
            /stream/movie/source/42.ts?v=0a0b0c0d

            """;

        Assert.Equal(expected, HlsPlaylist.Media(Snapshot(first: 41, ended: false), "source"));
    }

    [Fact]
    public void Media_WithAGapAfterTheEnd_IsGolden()
    {
        const string expected = """
            #EXTM3U
            #EXT-X-VERSION:8
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:41
            #EXT-X-DISCONTINUITY-SEQUENCE:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z
            #EXTINF:2.000,
            /stream/movie/P240/41.ts?v=0a0b0c0d
            #EXT-X-DISCONTINUITY
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:07.678Z
            #EXT-X-GAP
            #EXTINF:1.967,
            /stream/movie/P240/42.ts?v=0a0b0c0d
            #EXT-X-ENDLIST

            """;

        Assert.Equal(expected, HlsPlaylist.Media(Snapshot(first: 41, ended: true), "P240"));
    }

    [Fact]
    public void Master_AfterTheStart_OmitsARenditionThatNeverCame() =>
        Assert.DoesNotContain("P240", HlsPlaylist.Master(Snapshot(first: 2, ended: false)), StringComparison.Ordinal);

    [Fact]
    public void Playlists_BeforeTheFirstSegment_AreAbsent()
    {
        using var fixture = new TimelineFixture();
        var snapshot = fixture.Open().Timeline.Snapshot();

        Assert.Null(HlsPlaylist.Master(snapshot));
        Assert.Null(HlsPlaylist.Media(snapshot, "source"));
    }

    [Fact]
    public void Media_OfAnUnknownRendition_IsAbsent() => Assert.Null(HlsPlaylist.Media(Snapshot(first: 0, ended: false), "P999"));

    [Fact]
    public void Bandwidth_OfATimeline_IsMeasured()
    {
        using var fixture = new TimelineFixture();
        var publication = fixture.Open();
        _ = publication.AppendSource(fixture.Segment(milliseconds: 2000, bytes: 500_000));
        _ = publication.AppendSource(fixture.Segment(milliseconds: 2000, bytes: 1_000_000));

        Assert.Contains("BANDWIDTH=4000000,AVERAGE-BANDWIDTH=3000000,", HlsPlaylist.Master(publication.Timeline.Snapshot()), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_InEveryRendition_AreTheSame()
    {
        using var fixture = new TimelineFixture();
        var publication = fixture.Open("movie", TimelineFixture.P240, TimelineFixture.P360);
        for (var number = 0; number < 9; number++)
        {
            fixture.Append(publication, 1);
            _ = number % 2 == 0 ? fixture.Store(publication, "P240", number) : publication.Timeline.AppendGap("P240", number);
            _ = publication.Timeline.AppendGap("P360", number);
        }
        var snapshot = publication.Timeline.Snapshot();
        var numbers = new[] { "source", "P240", "P360" }.Select(rendition => HlsPlaylist.Media(snapshot, rendition)!.Replace(rendition, "*", StringComparison.Ordinal)
            .Split('\n').Where(line => line.StartsWith("/stream", StringComparison.Ordinal) || line.StartsWith("#EXT-X-MEDIA-SEQUENCE", StringComparison.Ordinal)));

        Assert.Single(numbers.Select(lines => string.Join('\n', lines)).Distinct());
    }

    private static TimelineSnapshot Snapshot(long first, bool ended) => new(
        "movie",
        2,
        7,
        ended,
        [
            new SegmentFacts(first, MediaTime.FromMilliseconds(2000), default, false, Start, "0a0b0c0d"),
            new SegmentFacts(first + 1, MediaTime.FromMilliseconds(1967), default, true, Start.AddSeconds(2), "0a0b0c0d"),
        ],
        [
            new ListedRendition("source", new MediaFormat("avc1.64001f", "mp4a.40.2", 1280, 720), 1280, 720, 4_200_000, 4_000_000, [false, false]),
            new ListedRendition("P240", null, 426, 240, 600_000, 600_000, [false, true]),
        ]);
}
