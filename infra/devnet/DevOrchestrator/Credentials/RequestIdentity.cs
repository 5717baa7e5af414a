using System.Text;
using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;
using Google.Protobuf;

namespace DevOrchestrator.Credentials;

/// <summary>Who asks GetOrchestrator: the sender's signature over its checksummed address text.</summary>
internal static class RequestIdentity
{
    public const string BadSignature = "orchestrator req sig check failed";
    public const string Capped = "OrchestratorCapped";

    /// <summary>Prefix of the gRPC status text.</summary>
    public const string Invalid = "Invalid orchestrator request: ";

    /// <summary>The refusal text, or null.</summary>
    public static string? Check(ByteString address, ByteString signature, bool isFull)
    {
        var sender = EthAddress.FromBytes(address.Span);
        var message = Keccak.Hash(Encoding.ASCII.GetBytes(sender.ToString()));
        return !SignatureCheck.IsSignedBy(sender, message, signature.Span) ? BadSignature : isFull ? Capped : null;
    }

    /// <summary>Beyond go-livepeer's rules, see <see cref="StrictRules"/>.</summary>
    public static string? CheckStrictly(ByteString address) =>
        address.Length == EthAddress.Size ? null : $"unexpected length of address: {address.Length} bytes";
}
