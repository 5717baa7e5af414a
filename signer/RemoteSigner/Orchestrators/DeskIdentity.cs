using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using WireIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace RemoteSigner.Orchestrators;

/// <summary>The desk's identity, for asking orchestrators.</summary>
internal sealed class DeskIdentity(PaymentDesk desk) : ISenderIdentity
{
    public async ValueTask<WireIdentity> GetAsync(CancellationToken cancellationToken) => await desk.GetIdentityAsync(cancellationToken) switch
    {
        IdentityResult.Known { Identity: var identity } => new WireIdentity(identity.Address, identity.OrchestratorSignature),
        IdentityResult.Refused { Refusal: var refusal } => throw new SenderIdentityUnavailableException(refusal.Message),
        _ => throw new InvalidOperationException("The desk gave an answer of an unknown kind."),
    };
}
