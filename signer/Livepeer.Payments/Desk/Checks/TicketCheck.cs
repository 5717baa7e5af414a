using System.Numerics;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>Whether tickets may be made with an orchestrator's parameters. The order of the checks is go-livepeer's: the first failure is named.</summary>
/// <remarks>Source: go-livepeer pm/sender.go validateTicketParams. It does not check the age of the chain view and absurd expirations.</remarks>
internal static class TicketCheck
{
    private const int EvDecimals = 5;

    /// <summary>Parameters may expire this many blocks after the next one.</summary>
    private const int ExpirationBufferBlocks = 1;

    /// <summary>Hours: an orchestrator that counts the same blocks gives parameters that last minutes.</summary>
    private const int LongExpiredBlocks = 1_000;

    /// <param name="parameters">With bounded numbers.</param>
    /// <param name="ticketEv">Wei, expected value of one ticket.</param>
    /// <param name="tickets">How many.</param>
    /// <param name="chain">Null when nothing was seen yet.</param>
    /// <param name="policy">Limits.</param>
    /// <param name="wallNow">The wall clock: blocks are seen by it.</param>
    /// <returns>Null when the tickets may be made, or when they are worth nothing.</returns>
    public static PaymentRefusal? Check(
        TicketParameters parameters, Rational ticketEv, int tickets, ChainSnapshot? chain, PaymentPolicy policy, DateTimeOffset wallNow)
    {
        if (parameters.ExpirationBlock.IsZero)
        {
            return new(RefusalKind.InvalidTicketParameters, "The ticket parameters' expiration block is 0.", "0", "1");
        }

        if (Fresh(chain, policy, wallNow) is { } stale)
        {
            return stale;
        }

        var blocksLeft = parameters.ExpirationBlock - chain!.LastSeenL1Block;
        if (blocksLeft <= ExpirationBufferBlocks)
        {
            return new(
                RefusalKind.TicketParametersExpired,
                $"The ticket parameters expire at L1 block {parameters.ExpirationBlock}; the last block seen is {chain.LastSeenL1Block}{Apart(-blocksLeft)}.",
                blocksLeft.ToString(),
                Text(ExpirationBufferBlocks));
        }

        if (blocksLeft > policy.MaxBlocksAhead)
        {
            return new(
                RefusalKind.InvalidTicketParameters,
                $"The ticket parameters expire {blocksLeft} L1 blocks ahead; at most {policy.MaxBlocksAhead} are accepted.",
                blocksLeft.ToString(),
                Text(policy.MaxBlocksAhead));
        }

        if (ticketEv.Sign <= 0)
        {
            return null;
        }

        return Values(parameters, ticketEv, policy)
            ?? Funds(chain)
            ?? Total(ticketEv * new Rational(tickets), tickets, policy)
            ?? Deposit(parameters, chain.Funds, policy);
    }

    /// <summary>Check 11, which alone depends on the number of tickets.</summary>
    public static PaymentRefusal? Total(Rational total, int tickets, PaymentPolicy policy) =>
        total <= policy.MaxTotalEv
            ? null
            : new(
                RefusalKind.TotalEvAboveLimit,
                $"{tickets} tickets have an expected value of {total.ToFixed(EvDecimals)} wei; the limit is {policy.MaxTotalEv.ToFixed(EvDecimals)} wei.",
                total.ToFixed(EvDecimals),
                policy.MaxTotalEv.ToFixed(EvDecimals));

    // New parameters would not help then.
    private static string Apart(BigInteger blocksPast) =>
        blocksPast > LongExpiredBlocks ? $": the signer's L1 block is at least {blocksPast} ahead of the orchestrator's, or the parameters are that old" : string.Empty;

    private static PaymentRefusal? Fresh(ChainSnapshot? chain, PaymentPolicy policy, DateTimeOffset wallNow)
    {
        if (chain is null || chain.LastSeenL1Block <= 0)
        {
            return new(RefusalKind.ChainViewStale, "No L1 block has been seen yet.");
        }

        var ageSeconds = (long)(wallNow - chain.L1BlockSeenAt).TotalSeconds;
        var limitSeconds = (long)policy.MaxL1BlockAge.TotalSeconds;
        return wallNow - chain.L1BlockSeenAt <= policy.MaxL1BlockAge
            ? null
            : new(
                RefusalKind.ChainViewStale,
                $"L1 block {chain.LastSeenL1Block} was seen {ageSeconds} s ago; at most {limitSeconds} s are accepted.",
                Text(ageSeconds),
                Text(limitSeconds));
    }

    private static PaymentRefusal? Values(TicketParameters parameters, Rational ticketEv, PaymentPolicy policy)
    {
        var faceValue = parameters.FaceValue.ToRational();
        if (ticketEv >= faceValue)
        {
            return new(
                RefusalKind.FaceValueTooLow,
                $"A ticket pays {parameters.FaceValue} wei, which is its expected value: it would always win.",
                parameters.FaceValue.ToString(),
                ticketEv.ToFixed(EvDecimals));
        }

        return ticketEv <= policy.MaxTicketEv
            ? null
            : new(
                RefusalKind.TicketEvAboveLimit,
                $"A ticket has an expected value of {ticketEv.ToFixed(EvDecimals)} wei; the limit is {policy.MaxTicketEv.ToFixed(EvDecimals)} wei.",
                ticketEv.ToFixed(EvDecimals),
                policy.MaxTicketEv.ToFixed(EvDecimals));
    }

    private static PaymentRefusal? Funds(ChainSnapshot chain)
    {
        var funds = chain.Funds;
        if (funds.WithdrawRound != 0 && funds.WithdrawRound <= chain.LastInitializedRound + 1)
        {
            return new(
                RefusalKind.SenderUnlocking,
                $"The sender's funds can be withdrawn from round {funds.WithdrawRound}; round {chain.LastInitializedRound} is running.",
                Text(funds.WithdrawRound),
                Text(chain.LastInitializedRound + 1));
        }

        if (funds.ReserveFundsRemaining.IsZero)
        {
            return new(RefusalKind.NoReserve, "The sender has no reserve.", "0");
        }

        return funds.Deposit.IsZero ? new(RefusalKind.NoDeposit, "The sender has no deposit.", "0") : null;
    }

    private static PaymentRefusal? Deposit(TicketParameters parameters, SenderFunds funds, PaymentPolicy policy)
    {
        var most = funds.Deposit.Amount / policy.DepositMultiplier;
        return parameters.FaceValue.Amount <= most
            ? null
            : new(
                RefusalKind.FaceValueAboveDeposit,
                $"A ticket pays {parameters.FaceValue} wei; with a deposit of {funds.Deposit} wei it may pay {most} wei.",
                parameters.FaceValue.ToString(),
                most.ToString());
    }
}
