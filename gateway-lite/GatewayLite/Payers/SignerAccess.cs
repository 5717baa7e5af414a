namespace GatewayLite.Payers;

/// <summary>How this gateway proves to the signer who it is. It has no printing form.</summary>
/// <param name="Token">Bearer token; null when the signer wants none.</param>
/// <param name="Headers">Further headers for a signer with go-livepeer's HTTP API.</param>
internal sealed record SignerAccess(string? Token, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public static SignerAccess None { get; } = new(null, []);

    /// <summary>All headers of a request.</summary>
    /// <exception cref="FormatException">The token and a header contradict each other.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> AllHeaders
    {
        get
        {
            if (Token is null)
            {
                return Headers;
            }

            return Headers.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                ? throw new FormatException("The signer's headers have an Authorization, and there is a token for the signer as well: one of them is too many.")
                : [new("Authorization", "Bearer " + Token), .. Headers];
        }
    }

    public override string ToString() => "(secret)";
}
