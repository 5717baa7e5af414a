namespace Livepeer.Hosting.Tls;

/// <summary>Whether a listener asks who connects to it for a certificate.</summary>
public enum ClientCertificates
{
    /// <summary>It does not ask.</summary>
    None,

    /// <summary>It asks; whoever has none may connect all the same. A certificate of another authority ends the connection.</summary>
    Allow,

    /// <summary>Nobody connects without a valid certificate of the operator's authority.</summary>
    Require,
}
