namespace GatewayLite.Access;

/// <summary>Who may publish which stream. Without any key everybody who reaches the port may.</summary>
internal sealed class StreamKeys(ILookup<string, SecretHash>? hashes)
{
    /// <summary>The name that stands for every stream.</summary>
    public const string AnyStream = "*";

    public bool AreRequired => hashes is not null;

    public bool Allow(string stream, string key)
    {
        if (hashes is null)
        {
            return true;
        }

        var given = SecretHash.Of(key);
        var allowed = false;
        foreach (var hash in hashes[stream].Concat(hashes[AnyStream]))
        {
            allowed |= hash.Matches(given);
        }

        return allowed;
    }
}
