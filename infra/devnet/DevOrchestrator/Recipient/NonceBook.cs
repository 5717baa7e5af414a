using System.Globalization;
using DevOrchestrator.Crypto;

namespace DevOrchestrator.Recipient;

/// <summary>Nonces seen per secret number. Any order and any gaps; a repeat is refused, and so is the 601st.</summary>
/// <remarks>Entries live until the orchestrator restarts, as in go-livepeer pm/recipient.go. Not thread-safe: its owner locks.</remarks>
internal sealed class NonceBook
{
    public const int NoncesPerRand = 600;

    private readonly Dictionary<string, HashSet<uint>> _seen = new(StringComparer.Ordinal);

    public NonceUse Note(byte[] recipientRand, uint nonce)
    {
        var key = Convert.ToHexString(recipientRand);
        if (!_seen.TryGetValue(key, out var nonces))
        {
            _seen[key] = nonces = [];
        }

        if (nonces.Contains(nonce))
        {
            return NonceUse.Repeated;
        }

        if (nonces.Count >= NoncesPerRand)
        {
            return NonceUse.TooMany;
        }

        nonces.Add(nonce);
        return NonceUse.Fresh;
    }

    /// <summary>The refusal, or null.</summary>
    public static string? Refusal(NonceUse use, EthAddress sender, uint nonce) => use switch
    {
        NonceUse.Repeated => Text("already seen", sender, nonce),
        NonceUse.TooMany => Text("too many values", sender, nonce),
        _ => null,
    };

    private static string Text(string reason, EthAddress sender, uint nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"invalid ticket senderNonce: {reason} sender={sender} nonce={nonce}");
}
