namespace GatewayLite.Access;

/// <summary>Who may use the routes that spend money. Without any token everybody who reaches the port may.</summary>
internal sealed class AppTokens(ILookup<string, SecretHash>? hashes)
{
    private const string Scheme = "Bearer ";

    public bool AreRequired => hashes is not null;

    /// <summary>Whether the value of an Authorization header is a known token.</summary>
    public bool Allow(string? authorization)
    {
        if (hashes is null)
        {
            return true;
        }

        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var given = SecretHash.Of(authorization[Scheme.Length..].Trim());
        var allowed = false;
        foreach (var hash in hashes.SelectMany(app => app))
        {
            allowed |= hash.Matches(given);
        }

        return allowed;
    }
}
