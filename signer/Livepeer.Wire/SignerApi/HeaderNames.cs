namespace Livepeer.Wire.SignerApi;

/// <summary>Header names as Go capitalizes them.</summary>
/// <remarks>Source: Go net/textproto CanonicalMIMEHeaderKey.</remarks>
public static class HeaderNames
{
    /// <summary>The first letter and every letter after a hyphen in upper case, the others in lower case: <c>signer-auth-ID</c> is <c>Signer-Auth-Id</c>.</summary>
    public static string Canonical(string name) => string.Create(name.Length, name, static (place, source) =>
    {
        var upper = true;
        for (var i = 0; i < source.Length; i++)
        {
            place[i] = upper ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
            upper = source[i] == '-';
        }
    });
}
