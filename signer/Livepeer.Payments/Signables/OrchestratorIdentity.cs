using System.Text;
using Livepeer.Crypto;

namespace Livepeer.Payments.Signables;

/// <summary>
/// The sender's name as it is signed for GetOrchestrator: a personal message of the hash of the EIP-55 text. It has no time and no number, so it is
/// one constant credential per key.
/// </summary>
/// <remarks>The text has 42 bytes; a ticket's preimage has 168 or 232. Source: go-livepeer server/rpc.go genOrchestratorReq.</remarks>
public static class OrchestratorIdentity
{
    /// <summary>The digest to sign.</summary>
    public static SignableDigest Of(EthAddress sender) => new(PersonalMessage.Digest(Keccak256.Hash(Message(sender))));

    internal static byte[] Message(EthAddress sender) => Encoding.ASCII.GetBytes(sender.ToString());
}
