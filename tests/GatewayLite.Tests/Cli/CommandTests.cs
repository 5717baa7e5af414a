using GatewayLite.Access;
using GatewayLite.Cli;
using GatewayLite.Configuration;
using GatewayLite.Tests.Support;
using Livepeer.Hosting.Program;

namespace GatewayLite.Tests.Cli;

public sealed class CommandTests
{
    [Fact]
    public async Task Version_Asked_IsTheBuilds()
    {
        var (code, output, _) = await RunAsync("--version");

        Assert.Equal((0, ProductVersion.Text + Environment.NewLine), (code, output));
    }

    [Fact]
    public async Task Help_OfRun_NamesEveryOptionAndItsVariable()
    {
        var (code, output, _) = await RunAsync("run", "--help");

        Assert.Equal(0, code);
        Assert.All(GatewayOptionTable.Table.All, option => Assert.Contains(option.Flag, output, StringComparison.Ordinal));
        Assert.All(GatewayOptionTable.Table.All, option => Assert.Contains($"[{GatewayOptionTable.Table.VariableOf(option)}]", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_OfTheProgram_NamesEveryCommand()
    {
        var (_, output, _) = await RunAsync("--help");

        Assert.All(["run", "check", "status", "keys", "tokens"], command => Assert.Contains("  " + command, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithManyMistakes_NamesAllAtOnce()
    {
        var (code, _, error) = await RunAsync(
            "run", "-orchaddr", "x", "--rtmpAddr", "0.0.0.0:1935", "--httpAddr", ":8935", "--cliAddr", "0.0.0.0:7935", "-remoteSignerUrl", "http://signer:8081", "--maxSessions", "0",
            "--signer-token", "open-sesame", "--transcodingOptions", "P99", "--http-tls-cert", "cert.pem");

        Assert.Equal(1, code);
        Assert.Contains("--orchaddr is unknown: did you mean --orchAddr?", error, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0:1935 is not loopback, and anybody could publish", error, StringComparison.Ordinal);
        Assert.Contains("--http-tls-cert and --http-tls-key go together", error, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0:8935 is not loopback and has no TLS", error, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0:8935 is not loopback, and anybody could use AI", error, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0:7935 is not loopback, and the control port has no TLS", error, StringComparison.Ordinal);
        Assert.Contains("http:// beyond loopback shows the token and the payments", error, StringComparison.Ordinal);
        Assert.Contains("--maxSessions: '0' is not a whole number from 1", error, StringComparison.Ordinal);
        Assert.Contains("'P99' is unknown or named twice", error, StringComparison.Ordinal);
        Assert.Contains("--signer-token @/path/of/the/file", error, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grpc://signer")]
    [InlineData("grpc://signer:8937/path")]
    [InlineData("grpc://user:secret@signer:8937")]
    [InlineData("grpc://:8937")]
    [InlineData("ftp://signer:8937")]
    [InlineData("http://signer:8936/path")]
    [InlineData("https://user:secret@signer")]
    [InlineData("https://signer?key=1")]
    public void Signer_WrittenOddly_IsRefused(string text) => Assert.False(GatewayOptionParsers.SignerUri(text, out _, out _));

    [Fact]
    public void Signer_BeyondLoopback_WantsTls()
    {
        using var folder = new GatewayFolder();
        var arguments = folder.Arguments(("free", "false"), ("remoteSignerUrl", "grpc://10.1.2.3:8937"), ("signer-token", folder.InFolder("token")));
        File.WriteAllText(folder.InFolder("token"), "a-token\n");

        Assert.False(GatewayOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out _, out var problems));
        Assert.Contains("grpc:// beyond loopback shows the token", Assert.Single(problems), StringComparison.Ordinal);
        Assert.True(GatewayOptionsReader.TryRead(new Dictionary<string, string>(arguments) { ["insecure-plaintext"] = "true" }, new Dictionary<string, string>(), out _, out _));
        Assert.True(GatewayOptionsReader.TryRead(new Dictionary<string, string>(arguments) { ["remoteSignerUrl"] = "grpcs://10.1.2.3:8937" }, new Dictionary<string, string>(), out _, out _));
    }

    [Fact]
    public void Signer_OfGoLivepeersApi_NeedsNoTokenAndTakesHeaders()
    {
        using var folder = new GatewayFolder();
        File.WriteAllText(folder.InFolder("headers"), "Authorization:Bearer a\n");
        var arguments = folder.Arguments(("free", "false"), ("remoteSignerUrl", "https://signer.example"), ("remoteSignerHeaders", folder.InFolder("headers")));

        Assert.True(GatewayOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out var options, out _));
        Assert.True(options.IsCompatSigner);
        Assert.Equal(443, options.Signer!.Port);
        Assert.False(GatewayOptionsReader.TryRead(
            new Dictionary<string, string>(arguments) { ["remoteSignerUrl"] = "grpc://127.0.0.1:8937" }, new Dictionary<string, string>(), out _, out var problems));
        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, static problem => problem.Contains("--remoteSignerHeaders is for signers with http://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OnATakenPort_EndsWithOneSentence()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        var (code, _, error) = await RunAsync(["run", .. Flags(folder, ("rtmpAddr", gateway.Host.RtmpAddress.Authority))]);

        Assert.Equal(1, code);
        Assert.StartsWith("gateway-lite cannot start:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys", "--stream", "lpk_")]
    [InlineData("tokens", "--app", "lpa_")]
    public async Task New_Secret_IsShownOnceAndKeptAsHash(string command, string flag, string prefix)
    {
        using var folder = new GatewayFolder();

        var (code, output, error) = await RunAsync(command, "new", flag, "movie", "--file", folder.KeyFile);

        var secret = output.Trim();
        Assert.Equal(0, code);
        Assert.StartsWith(prefix, secret, StringComparison.Ordinal);
        Assert.True(AccessFile.Read(folder.KeyFile).Contains(secret, "movie"));
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(folder.KeyFile) + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("movie.m3u8")]
    [InlineData("#")]
    public async Task New_ForNoName_IsRefused(string name)
    {
        using var folder = new GatewayFolder();

        var (code, output, error) = await RunAsync("keys", "new", "--stream", name, "--file", folder.KeyFile);

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("is no name", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.KeyFile));
    }

    [Fact]
    public async Task Status_OfARunningGateway_IsShown()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        var (code, output, _) = await RunAsync("status", "-dataDir", folder.Path, "-cliAddr", gateway.Host.ControlAddress.Authority);

        Assert.Equal(0, code);
        Assert.Contains("\"segmentMemory\"", output, StringComparison.Ordinal);
    }

    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    internal static string[] Flags(GatewayFolder folder, params (string Name, string Value)[] more) => [.. folder.Arguments(more).Where(pair => pair.Value.Length > 0).Select(pair => $"-{pair.Key}={pair.Value}")];

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await GatewayCommandLine.InvokeAsync(arguments, output, error, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
