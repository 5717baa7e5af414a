using System.Buffers.Text;
using System.Security.Cryptography;

namespace Livepeer.Hosting.Access;

/// <summary>Makes tokens: 32 random bytes in base64url behind a prefix that secret scanners can look for.</summary>
public static class AccessToken
{
    /// <summary>A new token.</summary>
    /// <param name="prefix">For example <c>rst_</c>.</param>
    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
