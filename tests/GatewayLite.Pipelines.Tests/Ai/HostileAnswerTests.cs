using System.Text;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Tests.Support;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class HostileAnswerTests
{
    private const string TwoImages = """{"prompt":"a lighthouse","width":64,"height":64,"num_images_per_prompt":2}""";

    [Fact]
    public async Task Images_AsManyAsAskedFor_AreFetched()
    {
        await using var network = await NetworkAsync(images: 2);
        using var ai = network.Ai(new AiOptions());

        Assert.Equal(2, Assert.IsType<AiResult.Succeeded>(await RunAsync(ai)).Media.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20_000)]
    public async Task Images_MoreThanAskedFor_AreDishonestAndNotFetched(int images)
    {
        await using var network = await NetworkAsync(images);
        using var ai = network.Ai(new AiOptions());

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai));

        Assert.Equal("dishonest", Assert.Single(failed.Attempts).Outcome);
        Assert.Equal(0, network.Orchestrators[0].ImagesFetched);
    }

    [Fact]
    public async Task Images_LargerTogetherThanAllowed_AreNotKept()
    {
        await using var network = await NetworkAsync(images: 2);
        using var ai = network.Ai(new AiOptions { MaxRequestMediaBytes = 64 << 10 });

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai));

        Assert.Equal(AiFailureKind.ResultUnavailable, failed.Kind);
        Assert.Contains("together", failed.Message, StringComparison.Ordinal);
    }

    private static async Task<ScriptedNetwork> NetworkAsync(int images)
    {
        var network = await ScriptedNetwork.StartAsync(1);
        var one = network.Orchestrators[0];
        one.OnImages = () => "{\"images\":[" + string.Join(',', Enumerable.Range(0, images).Select(i => FormattableString.Invariant($"{{\"url\":\"{one.Uri.AbsoluteUri}image/{i}.png\"}}"))) + "]}";
        return network;
    }

    private static Task<AiResult> RunAsync(AiSessions ai) =>
        ai.RunAsync(new AiRequest(AiPipeline.TextToImage, "request-1", new MemoryStream(Encoding.UTF8.GetBytes(TwoImages)), null), CancellationToken.None);
}
