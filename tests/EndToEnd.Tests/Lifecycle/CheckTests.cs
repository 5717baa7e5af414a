using DevNet;
using DevNet.Screen;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Lifecycle;

public sealed class CheckTests
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Check_OfAnUndisturbedNetwork_FindsEverythingRight()
    {
        var options = new NetworkOptions { Folder = LiveNetwork.FolderOf("check"), FreePorts = true };
        await using var output = new StringWriter();

        var code = await CheckRun.RunAsync(options, TimeSpan.FromSeconds(16), output, CancellationToken.None);

        Assert.True(code == 0, output.ToString());
    }
}
