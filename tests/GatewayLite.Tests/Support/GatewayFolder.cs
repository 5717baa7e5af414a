using GatewayLite.Access;
using GatewayLite.Configuration;
using Livepeer.Hosting.Access;

namespace GatewayLite.Tests.Support;

/// <summary>Files of one gateway. Deleted on disposal.</summary>
internal sealed class GatewayFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-lite-test-").FullName;

    public string KeyFile => InFolder("stream.keys");

    public string TokenFile => InFolder("app.tokens");

    /// <summary>Arguments that start a gateway on free ports that pays nobody; its one orchestrator does not answer.</summary>
    public Dictionary<string, string> Arguments(params (string Name, string Value)[] more)
    {
        var arguments = new Dictionary<string, string>
        {
            ["dataDir"] = Path,
            ["rtmpAddr"] = "127.0.0.1:0",
            ["httpAddr"] = "127.0.0.1:0",
            ["cliAddr"] = "127.0.0.1:0",
            ["free"] = "true",
            ["orchAddr"] = "127.0.0.1:1",
            ["transcodingOptions"] = "none",
        };
        foreach (var (name, value) in more)
        {
            arguments[name] = value;
        }

        return arguments;
    }

    public GatewayOptions Options(params (string Name, string Value)[] more) =>
        GatewayOptionsReader.TryRead(Arguments(more), new Dictionary<string, string>(), out var options, out var problems)
            ? options
            : throw new InvalidOperationException(string.Join(' ', problems));

    /// <summary>Makes a stream key; a gateway started afterwards knows it.</summary>
    public string AddKey(string stream) => Add(KeyFile, stream, "lpk_");

    /// <summary>Makes an app token.</summary>
    public string AddToken(string app) => Add(TokenFile, app, "lpa_");

    public string AdminToken => File.ReadAllText(InFolder("admin.token")).Trim();

    public string InFolder(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Add(string file, string name, string prefix)
    {
        var secret = AccessToken.Create(prefix);
        AccessFile.Append(file, name, secret);
        return secret;
    }
}
