using Livepeer.Hosting.Options;
using Livepeer.Hosting.Tls;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table that say where and how the signer listens.</summary>
internal static class ListenerRows
{
    private const string Group = "Listeners";

    public static readonly ProgramOption<ListenAddress> GrpcAddr = new()
    {
        Name = "grpc-addr",
        Group = Group,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:8937",
        Help = "Listener of the gRPC API: HTTP/2 without TLS on loopback, with TLS elsewhere. Port 0 lets the system choose.",
    };

    public static readonly ProgramOption<ListenAddress> CliAddr = new()
    {
        Name = "cliAddr",
        Group = Group,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:7936",
        Help = "Control listener: /metrics, /healthz, /readyz, and for holders of the admin token /status.",
    };

    public static readonly ProgramOption<string> TlsCert = new()
    {
        Name = "tls-cert",
        Group = Group,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file with the certificate chain of the listeners; turns TLS on. Read again when it changes, like the other files of TLS.",
    };

    public static readonly ProgramOption<string> TlsKey = new()
    {
        Name = "tls-key",
        Group = Group,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file with the private key of that certificate.",
    };

    public static readonly ProgramOption<IReadOnlyList<string>> TlsListeners = new()
    {
        Name = "tls-listeners",
        Group = Group,
        ValueName = "names",
        Parse = OptionParsers.SetOf([.. ListenerNames.All]),
        DefaultText = string.Join(',', ListenerNames.All),
        Help = "Listeners that speak TLS when there is a certificate: some of grpc, http and control, divided by commas. The others speak plain text.",
    };

    public static readonly ProgramOption<string> TlsClientCa = new()
    {
        Name = "tls-client-ca",
        Group = Group,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file with the certificates of your authority for clients. No other authority counts, and revocation is not looked up: withdraw the tenant's subject instead.",
    };

    public static readonly ProgramOption<ClientCertificates> TlsClientCerts = new()
    {
        Name = "tls-client-certs",
        Group = Group,
        ValueName = "mode",
        Parse = OptionParsers.Word<ClientCertificates>(),
        DefaultText = "allow",
        Help = "Whether callers of the APIs show certificates of that authority: none, allow or require. The control listener asks for none.",
    };

    public static readonly ProgramOption<bool> InsecurePlaintext = new()
    {
        Name = "insecure-plaintext",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Lets listeners that are not loopback start without TLS, for a private network that encrypts by itself. Tokens are wanted all the same.",
    };

    public static readonly ProgramOption<bool> GrpcReflection = new()
    {
        Name = "grpc-reflection",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Serves gRPC reflection, which tells anybody the API's shape: for development.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } =
        [GrpcAddr, CliAddr, TlsCert, TlsKey, TlsListeners, TlsClientCa, TlsClientCerts, InsecurePlaintext, GrpcReflection];
}
