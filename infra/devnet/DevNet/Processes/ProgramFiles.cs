namespace DevNet.Processes;

/// <summary>Where the programs of the network lie: beside this one, or beside the tests that drive them, in the build output.</summary>
internal static class ProgramFiles
{
    /// <summary>The host of .NET that runs this program; where this program has an executable of its own, the one on the path.</summary>
    public static string Dotnet { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Signer { get; } = Locate("RemoteSigner", "remote-signer.dll");

    public static string Gateway { get; } = Locate("GatewayLite", "gateway-lite.dll");

    public static string Orchestrator { get; } = Locate("DevOrchestrator", "dev-orchestrator.dll");

    private static string Locate(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/<file>: the configuration is the one that was built together with this program.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
    }
}
