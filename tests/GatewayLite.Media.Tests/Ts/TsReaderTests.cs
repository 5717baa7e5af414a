using FsCheck.Xunit;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Tests.EndToEnd;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;
using TestKit;

namespace GatewayLite.Media.Tests.Ts;

public sealed class TsReaderTests
{
    [ProgramFact("ffmpeg")]
    public async Task Segment_MadeByFfmpeg_IsMeasured()
    {
        var path = Path.Combine(Path.GetTempPath(), $"reader-{Guid.NewGuid():N}.ts");
        var (code, _, errors) = await Ffmpeg.RunAsync($"-nostdin -y -v error -f lavfi -i testsrc=size=1920x1080:rate=25 {Ffmpeg.Sound} -t 2 {Ffmpeg.H264} -bf 2 -c:a aac -f mpegts {path}");
        Assert.True(code == 0, errors);
        var report = TsReader.Inspect(await File.ReadAllBytesAsync(path));
        File.Delete(path);

        Assert.Equal((TsFault.None, 50, 0, true), (report.Fault, report.VideoUnits, report.ContinuityErrors, report.StartsWithKeyFrame));
        Assert.Equal((1920, 1080, "mp4a.40.2"), (report.Format.Width, report.Format.Height, report.Format.AudioCodec));
        Assert.Equal(2000, report.MeasuredDuration!.Value.TotalMilliseconds);
    }

    [Fact]
    public void Bytes_ThatAreNoSegment_HaveTheirFault()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0);
        fixture.Segmenter.Finish();
        var good = fixture.Bytes(0);
        byte[] shifted = [.. good];
        shifted[188 * 3] = 0x46;
        byte[] brokenTable = [.. good];
        brokenTable[10] ^= 1;

        Assert.Equal(TsFault.NotWholePackets, TsReader.Inspect([]).Fault);
        Assert.Equal(TsFault.NotWholePackets, TsReader.Inspect(good.AsSpan(1)).Fault);
        Assert.Equal(TsFault.SyncLost, TsReader.Inspect(shifted).Fault);
        Assert.Equal(TsFault.NoProgram, TsReader.Inspect(brokenTable).Fault);
        Assert.Equal(TsFault.NoMedia, TsReader.Inspect(good.AsSpan(0, 376)).Fault);
        Assert.Equal(TsFault.None, TsReader.Inspect(good).Fault);
    }

    [Fact]
    public void Packet_Missing_IsAContinuityError()
    {
        using var fixture = new SegmenterFixture().WithVideo();
        _ = fixture.Key(0, size: 2000);
        fixture.Segmenter.Finish();
        var good = fixture.Bytes(0);
        byte[] holed = [.. good[..(188 * 4)], .. good[(188 * 5)..]];

        Assert.Equal(0, TsReader.Inspect(good).ContinuityErrors);
        Assert.Equal(1, TsReader.Inspect(holed).ContinuityErrors);
    }

    [Property(MaxTest = 300)]
    public bool Inspect_OfDamagedBytes_NeverThrows(int seed)
    {
        using var fixture = new SegmenterFixture().WithVideo().WithAudio();
        _ = fixture.Key(0);
        _ = fixture.Sound(1);
        fixture.Segmenter.Finish();
        var bytes = fixture.Bytes(0);
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = at % 188 == 0 ? bytes[at] : (byte)random.Next(256);
        }
        return TsReader.Inspect(bytes).VideoUnits >= 0;
    }

    [Fact]
    public void WholeSegment_FromElsewhere_IsAppended()
    {
        using var maker = new SegmenterFixture().WithVideo();
        _ = maker.Key(0);
        _ = maker.Frame(40);
        maker.Segmenter.Finish();
        using var target = new SegmenterFixture();
        var (segment, fault) = SourceSegment.FromTs(target.Memory.TryCopy(maker.Bytes(0))!, null, DateTimeOffset.UnixEpoch, 7);

        Assert.Equal(TsFault.None, fault);
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 7), target.Publication.AppendSource(segment!));
        Assert.Equal(MediaTime.FromMilliseconds(80), target[0].Duration);
        Assert.Equal(maker.Bytes(0), target.Bytes(7));
    }
}
