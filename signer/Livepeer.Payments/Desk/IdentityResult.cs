using Livepeer.Crypto;

namespace Livepeer.Payments.Desk;

/// <summary>Answer of the desk to "who pays?".</summary>
public abstract record IdentityResult
{
    private IdentityResult()
    {
    }

    /// <summary>The sender.</summary>
    /// <param name="Identity">Constant for a key.</param>
    public sealed record Known(SenderIdentity Identity) : IdentityResult;

    /// <summary>The key cannot be used now.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PaymentRefusal Refusal) : IdentityResult;
}

/// <summary>What an orchestrator wants to know before it makes ticket parameters.</summary>
/// <param name="Address">Account that pays; its EIP-55 text is what the signature covers.</param>
/// <param name="OrchestratorSignature">For OrchestratorRequest.sig.</param>
/// <remarks>Source: go-livepeer server/rpc.go.</remarks>
public sealed record SenderIdentity(EthAddress Address, Signature65 OrchestratorSignature);
