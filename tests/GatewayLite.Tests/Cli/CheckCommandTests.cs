using GatewayLite.Tests.Support;

namespace GatewayLite.Tests.Cli;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task Check_OfWhatWorks_SpendsNothingAndEndsWithZero()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        folder.AddKey("movie");

        var (code, output, error) = await CheckAsync(0, [
            "check", .. CommandTests.Flags(folder, ("free", "false"), ("remoteSignerUrl", signer.Endpoint), ("signer-token", signer.WriteToken(folder)), ("orchAddr", string.Empty), ("stream-keys", folder.KeyFile), ("transcodingOptions", "P240p30fps16x9"))]);

        Assert.True(code == 0, output + error);
        Assert.Contains($"ok      signer: {signer.Endpoint}", output, StringComparison.Ordinal);
        Assert.Contains(signer.Sender.ToString(), output, StringComparison.Ordinal);
        Assert.Contains($"ok      orchestrator {orchestrator.ServiceUri}: 1200 wei per pixel, answered in", output, StringComparison.Ordinal);
        Assert.Contains($"ok      stream keys: 1 in {folder.KeyFile}", output, StringComparison.Ordinal);
        Assert.Equal(0, orchestrator.Stats().Payments);
        Assert.False(File.Exists(folder.InFolder("admin.token")));
    }

    [Fact]
    public async Task Check_WithASilentSigner_SaysWhatToFix()
    {
        using var folder = new GatewayFolder();
        await File.WriteAllTextAsync(folder.InFolder("token"), "a-secret-token\n");

        var (code, output, _) = await CommandTests.RunAsync([
            "check", .. CommandTests.Flags(folder, ("free", "false"), ("remoteSignerUrl", "grpc://127.0.0.1:1"), ("signer-token", folder.InFolder("token")), ("app-tokens", folder.InFolder("none")))]);

        Assert.Equal(1, code);
        Assert.Contains("FAILED  signer: grpc://127.0.0.1:1", output, StringComparison.Ordinal);
        Assert.Contains("gateway-lite tokens new --app NAME", output, StringComparison.Ordinal);
        Assert.Contains("2 to fix.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-token", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithOneOrchestratorSilent_IsStillInOrder()
    {
        await using var orchestrator = await Orchestrators.FreeAsync();
        using var folder = new GatewayFolder();

        var (code, output, _) = await CheckAsync(0, ["check", .. CommandTests.Flags(folder, ("orchAddr", $"{orchestrator.ServiceUri.Authority},127.0.0.1:1"))]);
        var (lonely, silent, _) = await CommandTests.RunAsync(["check", .. CommandTests.Flags(folder, ("orchAddr", "127.0.0.1:1"))]);

        Assert.Equal((0, 1), (code, lonely));
        Assert.Contains("notice  orchestrator https://127.0.0.1:1", output, StringComparison.Ordinal);
        Assert.Contains("FAILED  orchestrators: none of 1 could transcode a stream", silent, StringComparison.Ordinal);
    }
    /// <summary>Checks until the result is the expected one: on a busy machine an orchestrator may be too slow at first.</summary>
    private static async Task<(int Code, string Output, string Error)> CheckAsync(int expected, string[] arguments)
    {
        var result = (Code: -1, Output: string.Empty, Error: string.Empty);
        await Eventually.HoldsAsync(
            async () =>
            {
                result = await CommandTests.RunAsync(arguments);
                return result.Code == expected;
            },
            () => result.Output + result.Error);
        return result;
    }
}
