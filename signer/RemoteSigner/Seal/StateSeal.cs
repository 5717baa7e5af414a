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
internal sealed class StateSeal(ILedgerStore ledger, PaymentDesk desk)
{
    private const int ConsentBytes = 16;

    // Swapped whole. Another key comes only after a store that signers share was emptied and made anew.
    private volatile Keys _keys = Keys.Of(ledger.SealKey);

    /// <summary>Seals a state of ours.</summary>
    public byte[] Of(ReadOnlySpan<byte> state) => HMACSHA256.HashData(Current.States, state);

    /// <summary>Names the credentials that a webhook's consent was given for without telling them.</summary>
    public string ConsentOf(IHeaderDictionary headers) => Convert.ToHexStringLower(HMACSHA256.HashData(Current.Consents, ConsentHeaders.Text(headers)).AsSpan(0, ConsentBytes));

    /// <summary>Whether this signer, or one with the same deposit key, issued these bytes.</summary>
    public bool IsAuthentic(ReadOnlySpan<byte> state, ReadOnlySpan<byte> seal)
    {
        if (seal.Length == HMACSHA256.HashSizeInBytes)
        {
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(Current.States, state, expected);
            return CryptographicOperations.FixedTimeEquals(expected, seal);
        }

        return seal.Length == Signature65.Size
            && Secp256k1.Best.TryRecover(PersonalMessage.Digest(state), new Signature65(seal), out var signer)
            && signer == desk.Sender;
    }

    private Keys Current
    {
        get
        {
            var secret = ledger.SealKey;
            var keys = _keys;
            return keys.Secret.Equals(secret) ? keys : _keys = Keys.Of(secret);
        }
    }

    // Derived, so that what is made for one purpose is worth nothing for another.
    private sealed record Keys(ReadOnlyMemory<byte> Secret, byte[] States, byte[] Consents)
    {
        public static Keys Of(ReadOnlyMemory<byte> secret) => new(
            secret,
            HMACSHA256.HashData(secret.Span, "remote-signer: states of the HTTP API, version 1"u8),
            HMACSHA256.HashData(secret.Span, "remote-signer: whom a webhook's consent is for, version 2"u8));
    }
}
