using DevNet.Check;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Streams;

[Collection(nameof(HonestNetwork))]
public sealed class TwoStreamsTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task TwoStreams_AtOnce_NeitherHasAFrameOfTheOther()
    {
        var network = await shared.UseAsync();
        var recordings = Task.WhenAll(network.RecordAsync("red"), network.RecordAsync("blue"));
        await using var red = await network.PublishAsync("red", Picture.Red);
        await using var blue = await network.PublishAsync("blue", Picture.Blue);
        _ = await network.UntilAsync("red", "four renditions", stream => stream.RenditionSegments >= 4);
        _ = await network.UntilAsync("blue", "four renditions", stream => stream.RenditionSegments >= 4);
        _ = await Task.WhenAll(red.StopAsync(), blue.StopAsync());
        var recorders = await recordings;

        await AllFramesAsync(recorders[0], "red", frame => frame is { Red: > 200, Green: < 50, Blue: < 50 });
        await AllFramesAsync(recorders[1], "blue", frame => frame is { Red: < 50, Green: < 50, Blue: > 200 });
    }

    private static async Task AllFramesAsync(StreamRecorder recorder, string stream, Func<(byte Red, byte Green, byte Blue), bool> belongs)
    {
        Assert.Equal(["P144p30fps16x9", "source"], recorder.Variants.Keys.Order(StringComparer.Ordinal));
        foreach (var (variant, segments) in recorder.Variants)
        {
            var files = segments.Values.Select(segment => segment.File).OfType<string>().ToArray();
            Assert.True(files.Length >= 4, $"{stream} {variant} has {files.Length} segments");
            foreach (var file in files)
            {
                var frames = await Colors.OfAsync(file);
                Assert.NotEmpty(frames);
                Assert.True(frames.All(belongs), $"{stream}: {file} has a frame of another picture: {frames.FirstOrDefault(frame => !belongs(frame))}");
            }
        }
    }
}
