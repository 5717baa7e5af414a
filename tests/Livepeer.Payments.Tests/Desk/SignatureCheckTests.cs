using System.Globalization;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

/// <summary>Requirement S6: whatever a custodian gives, only canonical signatures of the sender leave the desk.</summary>
public sealed class SignatureCheckTests : IDisposable
{
    private static readonly BigInteger Order = BigInteger.Parse("0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private readonly PrivateKey _key = Some.Key();
    private readonly RecordingLedger _ledger = new(new FakeTimeProvider(Some.Now));

    public static TheoryData<string> Wrongs() => ["the high twin", "the other recovery id", "a recovery id that is none", "nothing"];

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task S6_SignaturesOfAPayment_AreLowAndRecoverToTheSender()
    {
        var paid = Assert.IsType<PaymentResult.Paid>(await Desk(signature => signature).PayAsync(Some.Order(), CancellationToken.None)).Payment;

        Assert.NotEmpty(paid.Tickets);
        Assert.All(paid.Tickets.Select(ticket => ticket.Signature).Append(paid.SegmentSignature!.Value), signature =>
        {
            Assert.True(Number(signature.S) * 2 < Order);
            Assert.InRange(signature.V, 27, 28);
        });
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task S6_SignatureThatIsNotCanonical_IsNotReleased(string wrong)
    {
        var desk = Desk(signature => wrong switch
        {
            "the high twin" => new Signature65(signature.R, Bytes(Order - Number(signature.S)), (byte)(55 - signature.V)),
            "the other recovery id" => new Signature65(signature.R, signature.S, (byte)(55 - signature.V)),
            "a recovery id that is none" => new Signature65(signature.R, signature.S, (byte)(signature.V - 27)),
            _ => default,
        });

        var refused = Assert.IsType<PaymentResult.Refused>(await desk.PayAsync(Some.Order(), CancellationToken.None)).Refusal;

        Assert.Equal(RefusalKind.CustodyUnavailable, refused.Kind);
        Assert.Contains("not released", refused.Message, StringComparison.Ordinal);
    }

    private static BigInteger Number(Hash32 part) => new(part.ToArray(), isUnsigned: true, isBigEndian: true);

    private static Hash32 Bytes(BigInteger number)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        var count = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes[(32 - count)..], out _, isUnsigned: true, isBigEndian: true);
        return new Hash32(bytes);
    }

    private PaymentDesk Desk(Func<Signature65, Signature65> change) => new(
        new ChangingCustodian(new InMemoryCustodian(_key), change), _ledger, _ledger, new RecordingAuditLog(), new FixedChainView(Some.Chain()), PaymentPolicy.Default, new FakeTimeProvider(Some.Now));

    private sealed class ChangingCustodian(IKeyCustodian inner, Func<Signature65, Signature65> change) : IKeyCustodian
    {
        public EthAddress Address => inner.Address;

        public bool SignsDeterministically => true;

        public async ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken) => change(await inner.SignAsync(digest, cancellationToken));
    }
}
