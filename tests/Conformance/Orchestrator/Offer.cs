using System.Numerics;
using System.Security.Cryptography;
using Conformance.Running;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace Conformance.Orchestrator;

/// <summary>An orchestrator's terms. The hash's secret is thrown away, so that no ticket of this run can ever be redeemed.</summary>
internal sealed record Offer
{
    // What a real orchestrator gives: 40 blocks, 30 minutes.
    private const int BlocksAhead = 40;
    private const int TokenSeconds = 30 * 60;

    // Far ahead of every L1 block. A signer that looks for absurd numbers refuses it, and then the real block must be named.
    private const long FarBlock = 1_000_000_000;

    /// <summary>The message as it will be sent.</summary>
    public required OrchestratorInfo Info { get; init; }

    /// <summary>Wei per unit.</summary>
    public Rational Price => new(Info.PriceInfo.PricePerUnit, Info.PriceInfo.PixelsPerUnit);

    /// <summary>Expected value of one ticket.</summary>
    public Rational TicketEv => Ticket.ExpectedValue(TicketTerms.Read(Info.TicketParams, Info.TicketParams.ExpirationParams));

    /// <summary>Base64 of the message.</summary>
    public string Text => Convert.ToBase64String(Info.ToByteArray());

    public static Offer New(TrialSettings settings, TimeProvider time)
    {
        var offer = new Offer
        {
            Info = new OrchestratorInfo
            {
                Transcoder = "https://conformance.example:8935",
                Address = Random(EthAddress.Size),
                PriceInfo = new PriceInfo { PricePerUnit = 1, PixelsPerUnit = 1 },
                TicketParams = new TicketParams
                {
                    Recipient = settings.Recipient is { } recipient ? ByteString.CopyFrom(recipient.ToBytes()) : Random(EthAddress.Size),
                    ExpirationBlock = Number((settings.L1Block ?? FarBlock) + BlocksAhead),
                    ExpirationParams = new TicketExpirationParams { CreationRound = 3890, CreationRoundBlockHash = Random(32) },
                },
                AuthToken = new AuthToken
                {
                    SessionId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
                    Expiration = time.GetUtcNow().ToUnixTimeSeconds() + TokenSeconds,
                },
            },
        };
        return offer.Worth(1_000_000, faceValue: 1_000_000_000).Refreshed();
    }

    /// <summary>The same orchestrator asked again: new hash, seed and token.</summary>
    public Offer Refreshed() => With(info =>
    {
        info.TicketParams.RecipientRandHash = Random(32);
        info.TicketParams.Seed = Random(32);
        info.AuthToken.Token = Random(32);
    });

    /// <summary>Tickets of this expected value, rounded as an orchestrator rounds it.</summary>
    public Offer Worth(BigInteger ev, BigInteger faceValue) => With(info =>
    {
        var (quotient, remainder) = BigInteger.DivRem(Ticket.MaxWinProb, faceValue);
        info.TicketParams.FaceValue = Number(faceValue);
        info.TicketParams.WinProb = Number(ev == faceValue ? Ticket.MaxWinProb : ev * (quotient + (remainder.IsZero ? 0 : 1)));
    });

    public Offer Priced(long price, long units = 1) => With(info => info.PriceInfo = new PriceInfo { PricePerUnit = price, PixelsPerUnit = units });

    /// <summary>A copy that was changed.</summary>
    public Offer With(Action<OrchestratorInfo> change)
    {
        var copy = Info.Clone();
        change(copy);
        return new Offer { Info = copy };
    }

    public static ByteString Number(BigInteger value) => ByteString.CopyFrom(ByteText.Minimal(value));

    private static ByteString Random(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        // Hashes and numbers keep their length without a leading zero.
        bytes[0] |= 1;
        return ByteString.CopyFrom(bytes);
    }
}
