using System.Security.Cryptography;
using Livepeer.Crypto;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Seal;

/// <summary>
/// Proves who issued a state. Ours carry an HMAC under a key of the ledger, which costs no signature; those of a go-livepeer signer with the same deposit
/// key carry that key's signature, and are believed as well, so that running sessions can be taken over. Their lengths tell them apart.
/// </summary>
/// <remarks>Source of the foreign form: go-livepeer server/remote_signer.go signState.</remarks>
internal sealed class StateSeal(EmbeddedLedger ledger, PaymentDesk desk)
{
    private const int ConsentBytes = 16;

    // Derived, so that what is made for one purpose is worth nothing for another.
    private readonly byte[] _key = HMACSHA256.HashData(ledger.SealKey.Span, "remote-signer: states of the HTTP API, version 1"u8);
    private readonly byte[] _consentKey = HMACSHA256.HashData(ledger.SealKey.Span, "remote-signer: whom a webhook's consent is for, version 1"u8);

    /// <summary>Seals a state of ours.</summary>
    public byte[] Of(ReadOnlySpan<byte> state) => HMACSHA256.HashData(_key, state);

    /// <summary>Names the credentials that a webhook's consent was given for without telling them.</summary>
    public string ConsentOf(string authorization) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_consentKey, System.Text.Encoding.UTF8.GetBytes(authorization)).AsSpan(0, ConsentBytes));

    /// <summary>Whether this signer, or one with the same deposit key, issued these bytes.</summary>
    public bool IsAuthentic(ReadOnlySpan<byte> state, ReadOnlySpan<byte> seal)
    {
        if (seal.Length == HMACSHA256.HashSizeInBytes)
        {
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_key, state, expected);
            return CryptographicOperations.FixedTimeEquals(expected, seal);
        }

        return seal.Length == Signature65.Size
            && Secp256k1.Best.TryRecover(PersonalMessage.Digest(state), new Signature65(seal), out var signer)
            && signer == desk.Sender;
    }
}
