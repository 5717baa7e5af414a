using System.Security.Cryptography;
using System.Text;
using DevOrchestrator.Crypto;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Credentials;

/// <summary>Authentication tokens: proof that this orchestrator, since its last start, opened a session with this id. Source: go-livepeer core/orchestrator.go.</summary>
internal sealed class AuthTokens(byte[] secret)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public AuthToken Issue(string sessionId, long expirationUnixSeconds) => new()
    {
        Token = ByteString.CopyFrom(Code(sessionId, expirationUnixSeconds)),
        SessionId = sessionId,
        Expiration = expirationUnixSeconds,
    };

    /// <summary>The refusal text, or null.</summary>
    public string? Check(AuthToken? token, long nowUnixSeconds)
    {
        if (token is null)
        {
            return "missing auth token";
        }

        if (!CryptographicOperations.FixedTimeEquals(token.Token.Span, Code(token.SessionId, token.Expiration)))
        {
            return "invalid auth token";
        }

        return nowUnixSeconds > token.Expiration ? "expired auth token" : null;
    }

    private byte[] Code(string sessionId, long expirationUnixSeconds)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(sessionId), .. ByteText.Minimal(expirationUnixSeconds)];
        return HMACSHA256.HashData(secret, message);
    }
}
