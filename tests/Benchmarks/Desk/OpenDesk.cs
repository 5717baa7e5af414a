using Benchmarks.Streams;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using TestKit.Payments;

namespace Benchmarks.Desk;

/// <summary>A desk with a key in memory over a given ledger, with the limits that a signer has by default.</summary>
internal sealed class OpenDesk : IDisposable
{
    private readonly PrivateKey _key = PrivateKey.Generate();

    public OpenDesk(ILedger ledger, IAuditLog? audit = null)
    {
        Chain = new StaticChainView(new StaticChainOptions { L1Block = PayingStream.L1Block, L1GenesisUnixSeconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() }, TimeProvider.System);
        Custodian = new InMemoryCustodian(_key);
        Desk = new PaymentDesk(Custodian, ledger, new NeverHalted(), audit ?? new UnwrittenAudit(), Chain, PaymentPolicy.Default, TimeProvider.System);
    }

    public PaymentDesk Desk { get; }

    public StaticChainView Chain { get; }

    public InMemoryCustodian Custodian { get; }

    /// <summary>Makes the stream's next payment, which must have one ticket: otherwise something else was measured.</summary>
    public async ValueTask<Payment> PayAsync(PayingStream stream)
    {
        var result = await Desk.PayAsync(stream.NextOrder(), CancellationToken.None);
        return result is PaymentResult.Paid { Payment: { Tickets.Length: 1 } payment } ? payment : throw new InvalidOperationException($"Not a payment of one ticket: {result}");
    }

    public void Dispose() => _key.Dispose();
}
