using System.Globalization;
using System.Numerics;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>
/// The receiving side of probabilistic payments with all its memory: one of these lives from start to restart.
/// Source of the rules: go-livepeer core/orchestrator.go, pm/recipient.go, pm/validator.go.
/// </summary>
internal sealed class PaymentReceiver(EthAddress recipient, TicketPolicy policy, byte[] secret)
{
    private readonly NonceBook _nonces = new(); // under _gate
    private readonly BalanceBook _balances = new(); // under _gate
    private readonly Lock _gate = new();

    public IssuedTerms Issue(EthAddress sender, Rational price, ChainView chain, BigInteger seed) =>
        TicketIssuance.Issue(policy, chain, recipient, sender, price, secret, seed);

    /// <summary>Takes a payment. Order and texts are the real ones; a refused payment may still have fixed a price and credited tickets.</summary>
    public PaymentVerdict Receive(ReceivedPayment payment, string manifest, ChainView chain, DateTimeOffset now)
    {
        lock (_gate)
        {
            var verdict = Receive_NeedsLock(payment, manifest, chain, now);
            if (verdict.IsAccepted)
            {
                _balances.Know(payment.Sender);
            }

            return verdict;
        }
    }

    public Rational? Balance(EthAddress sender, string manifest)
    {
        lock (_gate)
        {
            return _balances.Balance(sender, manifest);
        }
    }

    public Rational? FixedPrice(EthAddress sender, string manifest)
    {
        lock (_gate)
        {
            return _balances.FixedPrice(sender, manifest);
        }
    }

    /// <summary>Whether the balance covers one ticket.</summary>
    public bool IsSufficient(EthAddress sender, string manifest) =>
        Balance(sender, manifest) is { } balance && balance.CompareTo(new Rational(policy.TicketEvWei)) >= 0;

    public void Credit(EthAddress sender, string manifest, Rational amount, DateTimeOffset now)
    {
        lock (_gate)
        {
            _balances.Credit(sender, manifest, amount, now);
        }
    }

    public void Debit(EthAddress sender, string manifest, Rational amount, DateTimeOffset now)
    {
        lock (_gate)
        {
            _balances.Debit(sender, manifest, amount, now);
        }
    }

    /// <summary>Debits only what the balance covers.</summary>
    /// <param name="sender">Who pays.</param>
    /// <param name="manifest">Account.</param>
    /// <param name="amount">Fee in wei.</param>
    /// <param name="now">Now.</param>
    /// <param name="balance">The balance before; null without an account.</param>
    public bool TryDebit(EthAddress sender, string manifest, Rational amount, DateTimeOffset now, out Rational? balance)
    {
        lock (_gate)
        {
            balance = _balances.Balance(sender, manifest);
            if (balance is not { } held || held.CompareTo(amount) < 0)
            {
                return false;
            }

            _balances.Debit(sender, manifest, amount, now);
            return true;
        }
    }

    public void DropIdle(DateTimeOffset now)
    {
        lock (_gate)
        {
            _balances.DropIdle(now);
        }
    }

    private PaymentVerdict Receive_NeedsLock(ReceivedPayment payment, string manifest, ChainView chain, DateTimeOffset now)
    {
        if (payment.Wire.TicketParams is null)
        {
            _balances.FixPrice(payment.Sender, manifest, Rational.Zero, now);
            return PaymentVerdict.Accepted;
        }

        if (payment.Wire.Sender.IsEmpty)
        {
            return PaymentVerdict.Refused($"Could not find Sender for payment: {payment.Wire}");
        }

        var named = EthAddress.FromBytes(payment.Wire.TicketParams.Recipient.Span);
        if (!chain.ActiveOrchestrators.Contains(named))
        {
            return PaymentVerdict.Refused(string.Create(
                CultureInfo.InvariantCulture, $"orchestrator {named} is inactive in round {chain.Round}, cannot process payments"));
        }

        if (payment.Price is not { } price)
        {
            var reason = payment.Wire.ExpectedPrice is null ? "expected price is nil" : "pixels per unit is 0";
            return PaymentVerdict.Refused($"invalid expected price sent with payment err=\"{reason}\"");
        }

        _balances.FixPrice(payment.Sender, manifest, price, now);
        return payment.Terms is { } terms ? ReceiveTickets_NeedsLock(payment, terms, price, manifest, chain, now) : PaymentVerdict.Crash;
    }

    private PaymentVerdict ReceiveTickets_NeedsLock(
        ReceivedPayment payment, TicketTerms terms, Rational price, string manifest, ChainView chain, DateTimeOffset now)
    {
        // One secret number serves the whole batch, because its tickets share parameters and sender.
        var rand = RecipientRand.Derive(secret, payment.Sender, terms, price);
        var stop = FatalError(payment.Sender, terms, rand, chain);
        var expectedValue = Ticket.ExpectedValue(terms);
        var credited = Rational.Zero;
        string? error = null;
        var verdicts = new List<TicketVerdict>(payment.Tickets.Count);
        foreach (var ticket in payment.Tickets)
        {
            if (stop is not null)
            {
                verdicts.Add(verdicts.Count == 0 ? TicketVerdict.Fatal(ticket.Nonce, error = stop) : TicketVerdict.NotReceived(ticket.Nonce));
                continue;
            }

            var use = ticket.IsSignatureValid ? _nonces.Note(rand, ticket.Nonce) : NonceUse.NotNoted;
            var refusal = !ticket.IsSignatureValid ? "invalid ticket signature"
                : NonceBook.Refusal(use, payment.Sender, ticket.Nonce) is { } nonceError ? nonceError
                : terms.ExpirationBlock <= chain.L1Block ? "TicketParams expired"
                : null;
            error = refusal ?? error;
            if (error is null)
            {
                _balances.Credit(payment.Sender, manifest, expectedValue, now);
                credited += expectedValue;
            }

            var hasWon = ticket.IsSignatureValid && Ticket.Wins(terms, ticket.Signature, rand);
            verdicts.Add(new TicketVerdict(ticket.Nonce, true, refusal, false, error is null, hasWon, use));
        }

        return new PaymentVerdict(error, false, credited, verdicts);
    }

    private string? FatalError(EthAddress sender, TicketTerms terms, byte[] rand, ChainView chain)
    {
        if (chain.Funds is not { } funds)
        {
            return $"could not get sender info for {sender}: {chain.FundsError}";
        }

        return funds.WithdrawRound != 0 && funds.WithdrawRound <= chain.Round + 1 ? $"deposit and reserve for sender {sender} is set to unlock soon"
            : terms.Recipient != recipient ? "invalid ticket recipient"
            : sender.IsZero ? "invalid ticket sender"
            : !Keccak.Hash(rand).AsSpan().SequenceEqual(terms.RecipientRandHash) ? "invalid recipientRand for ticket recipientRandHash"
            : null;
    }
}
