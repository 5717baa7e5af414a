using System.Globalization;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Tests.Rtmp;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;
using TestKit;

namespace GatewayLite.Media.Tests.EndToEnd;

public sealed class PublishingTests
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Segments_OfARealPublisher_AreTwoSecondsAndDecodeWithoutComplaint()
    {
        await using var host = new IngestHost();
        var (code, _, errors) = await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} {Ffmpeg.Sound} -t 9 {Ffmpeg.H264} -c:a aac -b:a 128k", host.Url("movie/secret"));
        Assert.True(code == 0, errors);
        var closed = await host.WaitForCloseAsync();
        var timeline = host.Streams.Find("movie")!;

        Assert.Equal(RtmpFault.None, closed.Fault);
        Assert.Equal([2000, 2000, 2000, 2000, 1000], PublishedStream.Facts(timeline).Select(facts => facts.Duration.TotalMilliseconds));
        Assert.Equal(string.Empty, await PublishedStream.ComplaintsAsync(timeline));
        Assert.True(timeline.Snapshot().Ended);
        Assert.Equal(EndReason.PublisherFinished, timeline.Current!.EndReason);
        Assert.Equal("avc1.42c00d,mp4a.40.2", timeline.Snapshot().Renditions[0].Format!.Codecs);
        Assert.Equal((320, 240), (timeline.Snapshot().Renditions[0].Width, timeline.Snapshot().Renditions[0].Height));
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task BFrames_OfARealPublisher_KeepTheirOrderAndCount()
    {
        await using var host = new IngestHost();
        var input = $"{Ffmpeg.Picture} {Ffmpeg.Sound} -t 6 -c:v libx264 -preset veryfast -bf 3 -g 60 -keyint_min 60 -sc_threshold 0 -pix_fmt yuv420p -c:a aac";
        Assert.Equal(0, (await Ffmpeg.PublishAsync(input, host.Url("bframes"))).Code);
        _ = await host.WaitForCloseAsync();
        var timeline = host.Streams.Find("bframes")!;

        Assert.Equal([2000, 2000, 2000], PublishedStream.Facts(timeline).Select(facts => facts.Duration.TotalMilliseconds));
        Assert.Equal(string.Empty, await PublishedStream.ComplaintsAsync(timeline));
        var path = await PublishedStream.SaveAsync(timeline);
        var (_, frames, _) = await Ffmpeg.RunAsync($"-v error -select_streams v -show_entries frame=pts_time -of csv=p=0 {path}", "ffprobe");
        File.Delete(path);
        var times = frames.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries).Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(180, times.Length);
        Assert.Equal(times.Order(), times);
    }

    [ProgramFact("ffmpeg")]
    public async Task Video_WithoutAudio_IsAccepted()
    {
        await using var host = new IngestHost();
        Assert.Equal(0, (await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} -t 4 {Ffmpeg.H264}", host.Url("silent"))).Code);
        _ = await host.WaitForCloseAsync();
        var timeline = host.Streams.Find("silent")!;

        Assert.Equal([2000, 2000], PublishedStream.Facts(timeline).Select(facts => facts.Duration.TotalMilliseconds));
        Assert.Equal(string.Empty, await PublishedStream.ComplaintsAsync(timeline));
        Assert.Null(timeline.Snapshot().Renditions[0].Format!.AudioCodec);
    }

    [ProgramFact("ffmpeg")]
    public async Task Audio_WithoutVideo_EndsWithANamedFault()
    {
        await using var host = new IngestHost();
        _ = await Ffmpeg.PublishAsync($"{Ffmpeg.Sound} -t 25 -c:a aac", host.Url("radio"));

        Assert.Equal(RtmpFault.NoKeyFrame, (await host.WaitForCloseAsync()).Fault);
        Assert.Contains(host.Events.OfType<RtmpEvent.Warned>(), warned => warned.Warning == InputWarning.KeyFrameOverdue);
    }

    [ProgramFact("ffmpeg")]
    public async Task Audio_OfAnotherCodec_IsDroppedWithAWarning()
    {
        await using var host = new IngestHost();
        Assert.Equal(0, (await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} {Ffmpeg.Sound} -t 4 {Ffmpeg.H264} -ar 44100 -c:a pcm_s16le", host.Url("mp3"))).Code);
        _ = await host.WaitForCloseAsync();

        Assert.Contains(host.Events.OfType<RtmpEvent.Warned>(), warned => warned.Warning == InputWarning.AudioCodecDropped);
        Assert.Equal(string.Empty, await PublishedStream.ComplaintsAsync(host.Streams.Find("mp3")!));
    }

    [ProgramFact("ffmpeg")]
    public async Task Video_OfAnotherCodec_IsRefused()
    {
        await using var host = new IngestHost();
        _ = await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} -t 4 -c:v flv1", host.Url("sorenson"));

        Assert.Equal(RtmpFault.UnsupportedVideo, (await host.WaitForCloseAsync()).Fault);
    }

    [ProgramFact("ffmpeg")]
    public async Task Publisher_BackWithinTheGraceTime_ContinuesTheNumbersWithADiscontinuity()
    {
        await using var host = new IngestHost();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(0, (await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} {Ffmpeg.Sound} -t 4 {Ffmpeg.H264} -c:a aac", host.Url("again"))).Code);
            await IngestHost.WaitUntilAsync(() => !host.Streams.Find("again")!.IsLive);
        }
        var facts = PublishedStream.Facts(host.Streams.Find("again")!);

        Assert.Equal([0, 1, 2, 3], facts.Select(segment => segment.Number));
        Assert.Equal([false, false, true, false], facts.Select(segment => segment.Discontinuity));
        Assert.Equal(2, facts.Select(segment => segment.PublishId).Distinct().Count());
        Assert.DoesNotContain("corrupt", await PublishedStream.ComplaintsAsync(host.Streams.Find("again")!), StringComparison.OrdinalIgnoreCase);
    }

    [ProgramFact("ffmpeg")]
    public async Task Publisher_RefusedByTheGate_ReadsTheReason()
    {
        await using var host = new IngestHost { Decide = _ => new PublishDecision.Denied("The stream key is wrong.") };
        var (code, _, errors) = await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} -t 2 {Ffmpeg.H264}", host.Url("movie/wrong"));

        Assert.NotEqual(0, code);
        Assert.Contains("The stream key is wrong.", errors, StringComparison.Ordinal);
        Assert.Equal(RtmpFault.Denied, (await host.WaitForCloseAsync()).Fault);
    }

    [ProgramFact("ffmpeg")]
    public async Task SecondPublisher_OnALiveName_IsRefusedAndTheFirstGoesOn()
    {
        await using var host = new IngestHost();
        var first = Ffmpeg.PublishAsync($"-re {Ffmpeg.Picture} -t 9 {Ffmpeg.H264}", host.Url("shared"));
        await IngestHost.WaitUntilAsync(() => host.Streams.Find("shared") is { IsLive: true });
        // Starting a second ffmpeg may take longer on a busy machine than the first one publishes.
        using var second = await RtmpClient.ConnectedAsync(host);
        await second.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text("shared"));

        Assert.Equal("NetStream.Publish.BadName", await second.StatusAsync());
        second.Dispose();
        Assert.Equal(0, (await first).Code);
        _ = await host.WaitForCloseAsync(closed => closed.Fault == RtmpFault.None);
        _ = await host.WaitForCloseAsync(closed => closed.Fault == RtmpFault.NameInUse);
        Assert.Equal([2000, 2000, 2000, 2000, 1000], PublishedStream.Facts(host.Streams.Find("shared")!).Select(facts => facts.Duration.TotalMilliseconds));
    }

    [ProgramFact("ffmpeg")]
    public async Task Memory_AfterTheHostIsGone_IsAllGivenBack()
    {
        SegmentMemory memory;
        await using (var host = new IngestHost())
        {
            memory = host.Memory;
            Assert.Equal(0, (await Ffmpeg.PublishAsync($"{Ffmpeg.Picture} {Ffmpeg.Sound} -t 5 {Ffmpeg.H264} -c:a aac", host.Url("tidy"))).Code);
            _ = await host.WaitForCloseAsync();
            Assert.NotEqual(0, memory.UsedBytes);
        }
        Assert.Equal((0, 0), (memory.UsedBytes, memory.Forgotten));
    }
}
