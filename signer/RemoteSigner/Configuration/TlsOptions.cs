using Livepeer.Hosting.Tls;

namespace RemoteSigner.Configuration;

/// <summary>TLS of the listeners that speak it: one certificate for all.</summary>
/// <param name="Files">PEM files.</param>
/// <param name="ClientCertificates">Whether the listeners of the APIs ask callers for certificates. The control listener never does: its callers have the admin token.</param>
/// <param name="Listeners">Names of the listeners that speak TLS, of <see cref="ListenerNames"/>.</param>
public sealed record TlsOptions(TlsFiles Files, ClientCertificates ClientCertificates, IReadOnlyList<string> Listeners);
