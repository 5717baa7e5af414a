using Livepeer.Crypto;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>How the caller of a metered payment stands to its session.</summary>
/// <param name="Sequence">Number of the last step that the caller knows; null when it knows none and takes the session as it is.</param>
/// <param name="OnlyIfDue">Whether a payment without tickets is refused as <see cref="RefusalKind.NothingDue"/>, and leaves no trace.</param>
/// <param name="Known">What the caller's state says, for a session that the ledger does not know.</param>
/// <param name="Grant">What a webhook just allowed; null keeps what is stored.</param>
public sealed record MeterOrder(long? Sequence = null, bool OnlyIfDue = false, MeterKnowledge? Known = null, MeterGrant? Grant = null)
{
    /// <summary>Goes on from the head of the session, whatever it is.</summary>
    public static MeterOrder Head { get; } = new();
}

/// <summary>
/// What an authentic state says about its session. It is used when the ledger has no such session: another signer with the same key issued it, or the
/// ledger forgot.
/// </summary>
/// <param name="Balance">Wei.</param>
/// <param name="BilledUntil">Time of the last payment.</param>
/// <param name="InitialPrice">Price of the first payment.</param>
/// <param name="RecipientRandHash">Of the ticket parameters used last; null when unknown.</param>
/// <param name="SenderNonce">Last nonce used with them.</param>
/// <param name="Grant">What a webhook allowed.</param>
public sealed record MeterKnowledge(
    Rational Balance,
    DateTimeOffset BilledUntil,
    UnitPrice InitialPrice,
    Hash32? RecipientRandHash,
    uint SenderNonce,
    MeterGrant Grant);
