using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Tests.Ts;

public sealed class TsSegmenterTests
{
    /// <summary>Origin: the rule "first key frame at or after start + (n + 1) x 2 s", worked out by hand.</summary>
    [Theory]
    [InlineData(2000, new long[] { 2000, 2000, 2000, 2000, 2000 })]
    [InlineData(1000, new long[] { 2000, 2000, 2000, 2000, 2000 })]
    [InlineData(1500, new long[] { 3000, 1500, 1500, 3000, 1000 })]
    [InlineData(3000, new long[] { 3000, 3000, 3000, 1000 })]
    [InlineData(4000, new long[] { 4000, 4000, 2000 })]
    public void Cuts_OfTenSeconds_FollowTheGoldenRule(int keyEveryMs, long[] durations)
    {
        using var fixture = new SegmenterFixture().WithVideo();
        for (var ms = 0; ms < 10_000; ms += 100)
        {
            _ = ms % keyEveryMs == 0 ? fixture.Key(ms) : fixture.Frame(ms);
        }
        fixture.Segmenter.Finish();

        Assert.Equal(durations, fixture.Durations);
    }

    [Fact]
    public void Frames_BeforeTheFirstKeyFrame_AreDropped()
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        _ = fixture.Sound(0);
        _ = fixture.Frame(0);
        _ = fixture.Key(40);
        _ = fixture.Frame(80);
        fixture.Segmenter.Finish();
        var report = TsReader.Inspect(fixture.Bytes(0));

        Assert.Equal((2, 0, true), (report.VideoUnits, report.AudioUnits, report.StartsWithKeyFrame));
        Assert.Equal([80L], fixture.Durations);
    }

    [Fact]
    public void Packets_OfSeveralSegments_CountOnWithoutAGap()
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        for (var ms = 0; ms < 6000; ms += 40)
        {
            _ = ms % 2000 == 0 ? fixture.Key(ms, size: 5000) : fixture.Frame(ms);
            _ = fixture.Sound(ms);
        }
        fixture.Segmenter.Finish();
        byte[] all = [.. fixture.Bytes(0), .. fixture.Bytes(1), .. fixture.Bytes(2)];
        var counters = new Dictionary<int, int>();
        for (var at = 0; at < all.Length; at += 188)
        {
            Assert.True(TsPacket.TryRead(all.AsSpan(at, 188), out var packet));
            Assert.Equal(counters.TryGetValue(packet.Pid, out var before) ? (before + 1) & 0xF : packet.Continuity, packet.Continuity);
            counters[packet.Pid] = packet.Continuity;
        }

        Assert.Equal([0, 0x100, 0x101, 0x1000], counters.Keys.Order());
    }

    [Fact]
    public void TimeStamps_WithPositiveAndNegativeOffsets_AreExact()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(1000, composition: 80);
        _ = fixture.Frame(1040, composition: -40);
        fixture.Segmenter.Finish();
        var units = PesHeaders(fixture.Bytes(0));

        Assert.Equal([(1000 * 90) + 126_000, (1040 * 90) + 126_000], units.Select(unit => unit.Dts!.Value));
        Assert.Equal([(1080 * 90) + 126_000, (1000 * 90) + 126_000], units.Select(unit => unit.Pts!.Value));
        Assert.Equal((1080 * 90) + 126_000, fixture[0].StartPts.Ticks);
    }

    [Fact]
    public void TimeStamps_Beyond33Bits_Wrap()
    {
        const long beforeWrapMs = ((1L << 33) / 90) - 1400;
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(beforeWrapMs);
        _ = fixture.Frame(beforeWrapMs + 40);
        fixture.Segmenter.Finish();
        var report = TsReader.Inspect(fixture.Bytes(0));

        Assert.Equal(((beforeWrapMs + 40) * 90) + 126_000 - (1L << 33), PesHeaders(fixture.Bytes(0))[1].Pts);
        Assert.Equal(80, report.MeasuredDuration!.Value.TotalMilliseconds);
    }

    [Fact]
    public void ClockReference_OfEachPicture_IsAheadOfItsDecoding()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(1000);
        fixture.Segmenter.Finish();
        Assert.True(TsPacket.TryRead(fixture.Bytes(0).AsSpan(2 * 188, 188), out var packet));

        Assert.Equal((1000 * 90) + 126_000 - 63_000, packet.Pcr);
        Assert.True(packet.RandomAccess);
    }

    [Fact]
    public void TimestampJump_Forward_BeginsASegmentWithADiscontinuity()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        _ = fixture.Frame(40);
        _ = fixture.Frame(60_000);
        _ = fixture.Key(60_040);
        _ = fixture.Frame(60_080);
        fixture.Segmenter.Finish();

        Assert.Equal([80L, 80L], fixture.Durations);
        Assert.Equal([false, true], fixture.Segments.Select(segment => segment.Discontinuity));
        Assert.Equal([InputWarning.TimestampJump], fixture.Warnings);
    }

    [Fact]
    public void TimestampJump_Backward_BeginsASegmentWithADiscontinuity()
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        _ = fixture.Key(50_000);
        _ = fixture.Sound(50_000);
        _ = fixture.Frame(50_040);
        _ = fixture.Key(0);
        _ = fixture.Sound(0);
        _ = fixture.Frame(40);
        fixture.Segmenter.Finish();

        Assert.Equal([false, true], fixture.Segments.Select(segment => segment.Discontinuity));
        Assert.Equal(1, TsReader.Inspect(fixture.Bytes(1)).AudioUnits);
    }

    [Fact]
    public void Time_ThatDoesNotAdvance_DropsTheFrame()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        _ = fixture.Frame(40);
        _ = fixture.Frame(40);
        _ = fixture.Frame(20);
        _ = fixture.Frame(80);
        fixture.Segmenter.Finish();

        Assert.Equal(3, TsReader.Inspect(fixture.Bytes(0)).VideoUnits);
        Assert.Equal([InputWarning.FramesDropped], fixture.Warnings);
    }

    [Fact]
    public void Parameters_ChangedInMidStream_CutAtTheNextKeyFrame()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        _ = fixture.Frame(40);
        fixture.Segmenter.Configure(SegmenterFixture.Video(level: 0x28));
        _ = fixture.Key(80);
        fixture.Segmenter.Configure(SegmenterFixture.Video(level: 0x28));
        _ = fixture.Key(120);
        fixture.Segmenter.Finish();

        Assert.Equal([80L, 80L], fixture.Durations);
        Assert.True(fixture[1].Discontinuity);
        Assert.Equal("avc1.640028", TsReader.Inspect(fixture.Bytes(1)).Format.VideoCodec);
    }

    [Fact]
    public void Audio_AppearingWithinASegment_IsInItsTables()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        _ = fixture.WithAudio().Sound(10);
        _ = fixture.Frame(40);
        fixture.Segmenter.Finish();
        var report = TsReader.Inspect(fixture.Bytes(0));

        Assert.Equal((TsFault.None, 2, 1, 0), (report.Fault, report.VideoUnits, report.AudioUnits, report.ContinuityErrors));
        Assert.Equal("avc1.64001f,mp4a.40.2", report.Format.Codecs);
    }

    [Fact]
    public void KeyFrames_Missing_WarnAtTenSecondsAndEndAtTwenty()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        Assert.Equal(SegmenterResult.Ok, fixture.Frame(9_999));
        Assert.Empty(fixture.Warnings);
        Assert.Equal(SegmenterResult.Ok, fixture.Frame(10_000));
        Assert.Equal([InputWarning.KeyFrameOverdue], fixture.Warnings);
        Assert.Equal(SegmenterResult.Ok, fixture.Frame(19_999));

        Assert.Equal(SegmenterResult.NoKeyFrame, fixture.Frame(20_000));
    }

    [Fact]
    public void Audio_FarFromTheVideo_IsDroppedWithAWarning()
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        _ = fixture.Key(0);
        _ = fixture.Sound(3_600_000);
        fixture.Segmenter.Finish();

        Assert.Equal(0, TsReader.Inspect(fixture.Bytes(0)).AudioUnits);
        Assert.Equal([InputWarning.AudioOutOfStep], fixture.Warnings);
    }

    [Fact]
    public void Memory_Exhausted_DropsOwnSegmentsThenStops()
    {
        using var fixture = new SegmenterFixture(budgetBytes: 3 << 20).WithVideo();
        var results = Enumerable.Range(0, 100).Select(i => fixture.Key(i * 2000L, size: 300_000)).ToArray();
        Assert.All(results, result => Assert.Equal(SegmenterResult.Ok, result));
        Assert.NotEqual(0, fixture.Publication.Timeline.Counts.MemoryEvictions);

        var last = Enumerable.Range(1, 100).Select(i => fixture.Frame(198_000 + (i * 10), size: 300_000)).SkipWhile(result => result == SegmenterResult.Ok).First();
        Assert.Equal(SegmenterResult.MemoryExhausted, last);
        Assert.InRange(fixture.Memory.UsedBytes, 1, 3 << 20);
    }

    [Fact]
    public void Frame_WithALengthBeyondItself_IsBad()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);

        Assert.Equal(SegmenterResult.BadFrame, fixture.Segmenter.AddVideo(40, 0, false, new byte[] { 0, 0, 0, 9, 1 }));
    }

    [Fact]
    public void WallTime_OfEachSegment_FollowsMediaTime()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        for (var ms = 0; ms <= 4000; ms += 2000)
        {
            _ = fixture.Key(ms);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), fixture[1].WallTime - fixture[0].WallTime);
    }

    [Fact]
    public void Frames_InSteadyState_AllocateNothing()
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        _ = fixture.Key(0, size: 100_000);
        var (video, audio) = (SegmenterFixture.Sample(1, 5000), new byte[300]);
        for (var ms = 10; ms < 1000; ms += 10)
        {
            // The conversion overwrites the length with a start code.
            SegmenterFixture.Sample(1, 5000).AsSpan(0, 4).CopyTo(video);
            _ = fixture.Segmenter.AddVideo(ms, 0, false, video);
            _ = fixture.Segmenter.AddAudio(ms, audio);
        }
        ReadOnlySpan<byte> length = [0, 0, 0x13, 0x88];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var ms = 1000; ms < 1100; ms += 10)
        {
            length.CopyTo(video);
            _ = fixture.Segmenter.AddVideo(ms, 0, false, video);
            _ = fixture.Segmenter.AddAudio(ms, audio);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static List<PesHeader> PesHeaders(byte[] bytes)
    {
        var found = new List<PesHeader>();
        for (var at = 0; at < bytes.Length; at += 188)
        {
            Assert.True(TsPacket.TryRead(bytes.AsSpan(at, 188), out var packet));
            if (packet is { Pid: TsMuxer.VideoPid, UnitStart: true })
            {
                found.Add(PesHeader.Read(packet.Payload)!.Value);
            }
        }
        return found;
    }
}
