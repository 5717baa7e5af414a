using System.Globalization;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using DevOrchestrator.Transcoding;
using Livepeer.Protos.Net;
using TestKit;

namespace DevOrchestrator.Tests.Transcoding;

public sealed class FfmpegTranscoderTests
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Segments_TwoInARow_JoinWithContinuousTimestampsAndTruePixelCounts()
    {
        var folder = Directory.CreateTempSubdirectory("dev-orchestrator-tests-").FullName;
        try
        {
            var children = new ChildProcesses();
            var made = await children.RunAsync(
                "ffmpeg",
                [
                    "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
                    "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "60", "-keyint_min", "60", "-sc_threshold", "0", "-c:a", "aac",
                    "-f", "segment", "-segment_time", "2", "-segment_format", "mpegts", Path.Combine(folder, "source%d.ts"),
                ],
                CancellationToken.None);
            Assert.True(made.ExitCode == 0, made.Error);
            await using var host = await DevOrchestratorHost.StartAsync(new DevOrchestratorOptions { TranscodeTimeout = TimeSpan.FromMinutes(5) }, CancellationToken.None);
            using var payer = new Payer(host);
            var info = await payer.GetInfoAsync();
            var half = new VideoProfile { Name = "half", Width = 426, Height = 240, Bitrate = 400_000, Fps = 15 };
            var same = new VideoProfile { Name = "same", Width = 320, Height = 320, Bitrate = 300_000 };

            for (var seq = 0; seq < 2; seq++)
            {
                var segment = await File.ReadAllBytesAsync(Path.Combine(folder, $"source{seq}.ts"));
                var nonces = Enumerable.Range(1, 10).Select(i => (uint)((10 * seq) + i)).ToArray();
                var result = await Payer.ReadResultAsync(await payer.PostSegmentAsync(info, nonces, seq, segment, half, same));
                Assert.Equal(string.Empty, result.Error);
                // 640x360 fitted to a width of 426 and of 320; 15 and 30 frames a second for two seconds.
                Assert.Equal([426L * 240 * 30, 320L * 180 * 60], result.Data.Segments.Select(rendition => rendition.Pixels));
                foreach (var (name, rendition) in new[] { "half", "same" }.Zip(result.Data.Segments))
                {
                    await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}{seq}.ts"), await payer.Http.GetByteArrayAsync(new Uri(rendition.Url)));
                }
            }

            foreach (var (name, fps) in new[] { ("half", 15), ("same", 30) })
            {
                var (first, second) = (await TimesAsync(children, folder, $"{name}0.ts", "v:0"), await TimesAsync(children, folder, $"{name}1.ts", "v:0"));
                AssertEvenSteps([.. first, .. second], 90_000 / fps);
            }

            var source = await TimesAsync(children, folder, "source1.ts", "a:0");
            Assert.Equal(source, await TimesAsync(children, folder, "same1.ts", "a:0"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Transcode_NoVideo_IsAnErrorThatGatewaysKnow()
    {
        var transcoder = new FfmpegTranscoder("ffmpeg", 1, TimeSpan.FromMinutes(5), new ChildProcesses(), TimeProvider.System);

        var outcome = await transcoder.TranscodeAsync(new TranscodeJob(Some.Segment, TimeSpan.FromSeconds(2), [Some.P240]), CancellationToken.None);

        Assert.Equal("TranscoderInvalidVideo", outcome.Error);
    }

    [Fact]
    public async Task Start_FfmpegMissing_SaysWhatToDo()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DevOrchestratorHost.StartAsync(new DevOrchestratorOptions { Ffmpeg = "/nowhere/ffmpeg" }, CancellationToken.None));

        Assert.Contains("--ffmpeg", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Decode times in ticks of 1/90,000 s.</summary>
    private static async Task<long[]> TimesAsync(ChildProcesses children, string folder, string file, string stream)
    {
        var probe = await children.RunAsync(
            "ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "packet=dts", "-of", "default=noprint_wrappers=1:nokey=1", Path.Combine(folder, file)], CancellationToken.None);
        return [.. probe.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static void AssertEvenSteps(long[] times, long step) =>
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
}
