namespace DevNet.Processes;

/// <summary>Where the programs of the network lie: beside this one in the build output.</summary>
internal static class ProgramFiles
{
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
