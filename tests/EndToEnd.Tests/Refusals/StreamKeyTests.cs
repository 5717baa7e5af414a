using System.Text.Json;
using DevNet.Processes;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Refusals;

[Collection(nameof(HonestNetwork))]
public sealed class StreamKeyTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task WrongStreamKey_IsDeniedAndTheRightOnePlays()
    {
        var network = await shared.UseAsync();
        var keys = Path.Combine(network.Folder, "stream.keys");
        var key = await MakeKeyAsync(network, keys);
        await using var gateway = await ExtraGateway.StartAsync(network, "keyed", network.Network.SignerTokenFile, "--stream-keys", "@" + keys);

        foreach (var wrong in (string[])["live/guarded", "live/guarded/lpk_wrong", $"live/other/{key}"])
        {
            await using var denied = await network.PublishAsync(new Uri(gateway.Rtmp, wrong));
            using var deadline = new CancellationTokenSource(Wait.Patience);
            await denied.WaitForExitAsync(deadline.Token);
            Assert.NotEqual(0, denied.ExitCode);
        }

        Assert.Equal(0, await StreamsAsync(network, gateway));
        await using var allowed = await network.PublishAsync(new Uri(gateway.Rtmp, "live/guarded/" + key));
        Assert.Equal(1, await Wait.ForAsync("the stream with the right key", () => StreamsAsync(network, gateway), count => count > 0));
    }

    private static async Task<string> MakeKeyAsync(LiveNetwork network, string keys)
    {
        string log;
        await using (var making = await ChildProcess.StartDotnetAsync(
            network.Network.Spawner, "stream-key", ProgramFiles.Gateway, ["keys", "new", "--stream", "guarded", "--file", keys], network.Network.LogFolder))
        {
            using var deadline = new CancellationTokenSource(Wait.Patience);
            await making.WaitForExitAsync(deadline.Token);
            log = making.LogFile;
        }

        return (await File.ReadAllLinesAsync(log)).Single(line => line.StartsWith("lpk_", StringComparison.Ordinal));
    }

    private static async Task<int> StreamsAsync(LiveNetwork network, ExtraGateway gateway) =>
        JsonElement.Parse(await network.Http.GetStringAsync(new Uri(gateway.Http, "streams"))).GetProperty("streams").GetArrayLength();
}
