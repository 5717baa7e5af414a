namespace Livepeer.Payments.Desk;

/// <summary>The orchestrator's session token, echoed unchanged.</summary>
/// <param name="Token">Opaque bytes.</param>
/// <param name="SessionId">The session at the orchestrator; names the balance of video work.</param>
/// <param name="ExpirationUnixSeconds">End of validity.</param>
public sealed record AuthToken(ReadOnlyMemory<byte> Token, string SessionId, long ExpirationUnixSeconds);
