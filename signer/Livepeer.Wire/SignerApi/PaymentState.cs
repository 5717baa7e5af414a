using Livepeer.Crypto;

namespace Livepeer.Wire.SignerApi;

/// <summary>What the state of a payment session says. Callers treat it as opaque; a signer that did not issue it can go on from it.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go RemotePaymentState. Tenant and consent are ours and last.</remarks>
public sealed record PaymentState
{
    /// <summary>Name of the session, fixed for its life.</summary>
    public string StateId { get; init; } = "";

    /// <summary>Recipient's random hash of the last payment: 0x and 64 lower-case digits.</summary>
    public string PmSessionId { get; init; } = "";

    /// <summary>Until when the session is paid for, by the issuer's clock.</summary>
    public NanoTime LastUpdate { get; init; }

    /// <summary>Address of the OrchestratorInfo that the session is for.</summary>
    public EthAddress OrchestratorAddress { get; init; }

    /// <summary>The caller's label.</summary>
    public string App { get; init; } = "";

    /// <summary>Until when the authorization webhook need not be asked again; 0 for always.</summary>
    public long AuthExpiryUnixSeconds { get; init; }

    /// <summary>Last nonce used with <see cref="PmSessionId"/>.</summary>
    public uint SenderNonce { get; init; }

    /// <summary>Credit in wei, "n" or "n/d".</summary>
    public string Balance { get; init; } = "";

    /// <summary>Wei per <see cref="InitialPixelsPerUnit"/> units at the first payment.</summary>
    public long InitialPricePerUnit { get; init; }

    /// <summary>Units that the price is for.</summary>
    public long InitialPixelsPerUnit { get; init; }

    /// <summary>Type of the payments.</summary>
    public string Type { get; init; } = "";

    /// <summary>0 for the first answer, one more for every later one.</summary>
    public ulong SequenceNumber { get; init; }

    /// <summary>Who the authorization webhook said the caller is.</summary>
    public string AuthId { get; init; } = "";

    /// <summary>Who is charged; empty in states of other signers.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Whose credentials the webhook's consent was given for, as a hash; empty without consent that lasts, and in states of other signers.</summary>
    public string Consent { get; init; } = "";
}
