using Conformance.Orchestrator;
using Conformance.Signer;
using DevOrchestrator.Crypto;

namespace Conformance.Running;

/// <summary>One behaviour's means: a client of the signer, an orchestrator to play, the time.</summary>
/// <param name="Signer">Client of the signer under test.</param>
/// <param name="Settings">What the operator of this run said about the signer.</param>
/// <param name="Time">Time of the signer as far as this side can know it.</param>
/// <param name="WaitAsync">Lets time pass.</param>
internal sealed record Trial(SignerClient Signer, TrialSettings Settings, TimeProvider Time, Func<TimeSpan, CancellationToken, Task> WaitAsync)
{
    /// <summary>An offer of an orchestrator that nobody has seen before: sound, cheap, worth next to nothing.</summary>
    public Offer NewOffer() => Offer.New(Settings, Time);

    /// <summary>Who pays, as the signer says.</summary>
    public async Task<EthAddress> SenderAsync(CancellationToken cancellationToken)
    {
        var identity = (await Signer.IdentifyAsync(cancellationToken)).Json();
        Expect.That(EthAddress.TryParse(identity.GetProperty("address").GetString()!, out var address), "the signer's address is none");
        return address;
    }
}
