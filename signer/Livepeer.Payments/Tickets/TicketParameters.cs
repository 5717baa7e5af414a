using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tickets;

/// <summary>What an orchestrator asks every ticket to carry. All of it is bound by the orchestrator's secret, so it is echoed untouched.</summary>
/// <param name="Recipient">Account that a winning ticket pays.</param>
/// <param name="FaceValue">What a winning ticket pays.</param>
/// <param name="WinProbability">Chance of each ticket.</param>
/// <param name="RecipientRandHash">Keccak-256 of the orchestrator's secret number; names the nonce space.</param>
/// <param name="Seed">The orchestrator's seed, at most 2^256 - 1.</param>
/// <param name="ExpirationBlock">L1 block from which on the parameters are refused; at most 2^256 - 1.</param>
/// <param name="Expiration">Round the tickets belong to; null when the orchestrator sent none.</param>
/// <remarks>Source: go-livepeer pm/ticket.go TicketParams, net/lp_rpc.proto.</remarks>
public sealed record TicketParameters(
    EthAddress Recipient,
    Wei FaceValue,
    WinProbability WinProbability,
    Hash32 RecipientRandHash,
    BigInteger Seed,
    BigInteger ExpirationBlock,
    TicketExpiration? Expiration);
