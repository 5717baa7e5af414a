using System.Globalization;
using DevOrchestrator.Api;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Accounts;

/// <summary>Takes payments and fees for one start of the orchestrator, and writes both into the statistics. Off-chain it takes nothing and refuses nothing.</summary>
internal sealed class Till(Node node, Incarnation incarnation)
{
    private const string CreditMissing = "Insufficient balance";

    /// <summary>Wei; zero without an account.</summary>
    public Rational Balance(EthAddress sender, string manifest) => incarnation.Receiver.Balance(sender, manifest) ?? Rational.Zero;

    /// <summary>Credits the tickets of a payment to an account: 400 with the text of the last error.</summary>
    public Refusal? Credit(ReceivedPayment payment, string manifest, JobKind kind)
    {
        if (node.Options.IsOffChain)
        {
            return null;
        }

        var refusal = node.Faults.Current.RefusePayment is { } fault ? BadRequest(fault)
            : node.Options.IsStrict && StrictRules.Check(payment.Wire) is { } strict ? BadRequest(strict)
            : Receive(payment, manifest, kind);
        return Count(refusal, payment.Sender, manifest, kind);
    }

    /// <summary>The balance must cover one ticket before paid work begins: 400 otherwise.</summary>
    public Refusal? DemandCredit(ReceivedPayment payment, string manifest, JobKind kind) =>
        !node.Options.IsOffChain && payment.Wire.ExpectedPrice is { PricePerUnit: > 0 } && !incarnation.Receiver.IsSufficient(payment.Sender, manifest)
            ? Count(BadRequest(CreditMissing), payment.Sender, manifest, kind)
            : null;

    /// <summary>Takes the price of work done, whatever the balance.</summary>
    public void Debit(EthAddress sender, string manifest, JobKind kind, Rational price, long units)
    {
        if (!node.Options.IsOffChain)
        {
            var fee = price * units;
            incarnation.Receiver.Debit(sender, manifest, fee, node.Time);
            node.Stats.CountDebit(sender, manifest, kind, fee, units);
        }
    }

    /// <summary>Takes the price of running work if the balance covers it; else the text of the real one, and nothing is taken.</summary>
    public string? Charge(EthAddress sender, string manifest, JobKind kind, Rational price, long units)
    {
        if (node.Options.IsOffChain || price.Sign == 0)
        {
            return null;
        }

        var fee = price * units;
        if (incarnation.Receiver.TryDebit(sender, manifest, fee, node.Time, out var balance))
        {
            node.Stats.CountDebit(sender, manifest, kind, fee, units);
            return null;
        }

        var known = balance is { } amount ? amount.ToWholeText() : "nil";
        var text = string.Create(CultureInfo.InvariantCulture, $"insufficient balance, mid={manifest}, fee={fee.ToWholeText()}, balance={known}");
        node.Stats.CountAccountRefusal(sender, manifest, kind, text);
        return text;
    }

    private static Refusal BadRequest(string text) => new(StatusCodes.Status400BadRequest, text);

    private Refusal? Receive(ReceivedPayment payment, string manifest, JobKind kind)
    {
        var verdict = incarnation.Receiver.Receive(payment, manifest, node.Chain(), node.Time);
        node.Stats.CountPayment(payment, manifest, kind, verdict);
        return verdict.IsCrash ? Refusal.Crash : verdict.Error is { } error ? BadRequest(error) : null;
    }

    private Refusal? Count(Refusal? refusal, EthAddress sender, string manifest, JobKind kind)
    {
        if (refusal is not null)
        {
            node.Stats.CountAccountRefusal(sender, manifest, kind, refusal.Text);
        }

        return refusal;
    }
}
