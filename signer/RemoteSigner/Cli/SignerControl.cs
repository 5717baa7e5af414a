using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli;

/// <summary>Where commands find a running signer's control port.</summary>
internal static class SignerControl
{
    /// <summary>The options that say it.</summary>
    public static IReadOnlyList<ProgramOption> Rows { get; } =
        [ListenerRows.CliAddr, SignerTable.AdminTokenFile, SignerTable.DataDir, ListenerRows.TlsCert, ListenerRows.TlsListeners, SignerTable.Config];

    /// <summary>Reads them.</summary>
    public static ControlEndpoint Endpoint(OptionValues values)
    {
        var certificate = values.Get(ListenerRows.TlsCert);
        var encrypted = values.Get(ListenerRows.TlsListeners)?.Contains(ListenerNames.Control) ?? false;
        return new ControlEndpoint(
            values.Get(ListenerRows.CliAddr)!,
            values.Get(SignerTable.AdminTokenFile) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, "admin.token"),
            encrypted ? certificate : null);
    }
}
