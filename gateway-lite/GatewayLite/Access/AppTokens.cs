namespace GatewayLite.Access;

/// <summary>Who may use the routes that spend money. Without a file of tokens everybody who reaches the port may.</summary>
internal sealed class AppTokens(HashedSecrets? tokens)
{
    private const string Scheme = "Bearer ";

    public bool AreRequired => tokens is not null;

    /// <summary>Whether the value of an Authorization header is a known token.</summary>
    public bool Allow(string? authorization) =>
        tokens is null
        || (authorization is not null
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && tokens.ContainsAny(authorization.AsSpan(Scheme.Length).Trim()));
}
