namespace GatewayLite.Access;

/// <summary>Who may publish which stream. Without a file of keys everybody who reaches the port may.</summary>
internal sealed class StreamKeys(HashedSecrets? keys)
{
    /// <summary>The name that stands for every stream.</summary>
    public const string AnyStream = "*";

    public bool AreRequired => keys is not null;

    public bool Allow(string stream, string key) => keys is null || keys.Contains(key, stream, AnyStream);
}
