using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Payments.Desk;
using Livepeer.Wire.Video;

namespace Livepeer.Orchestrators.Tests.Checks;

public sealed class RenditionSignaturesTests
{
    private static readonly PrivateKey Key = new(Convert.FromHexString("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"));
    private static readonly Hash32[] Hashes = [Keccak256.Hash("one"u8), Keccak256.Hash("two"u8)];
    private static readonly Signature65 Signature = Secp256k1.Managed.Sign(Key, RenditionMessage.Digest(Hashes));

    [Fact]
    public void OrchestratorsSignature_Checked_IsValid() => Assert.Equal(RenditionCheck.Valid, RenditionSignatures.Check(Offer(Secp256k1.Managed.AddressOf(Key)), Hashes, Signature));

    [Fact]
    public void NoAddress_Checked_TheRecipientSigns()
    {
        var offer = Offer(default);
        offer = offer with { TicketParameters = offer.TicketParameters! with { Recipient = Secp256k1.Managed.AddressOf(Key) } };

        Assert.Equal(RenditionCheck.Valid, RenditionSignatures.Check(offer, Hashes, Signature));
    }

    [Fact]
    public void SomebodyElsesSignature_Checked_IsWrong() => Assert.Equal(RenditionCheck.Wrong, RenditionSignatures.Check(Offer(new EthAddress(Some.Bytes(20).Span)), Hashes, Signature));

    [Fact]
    public void OtherRenditions_Checked_AreWrong() =>
        Assert.Equal(RenditionCheck.Wrong, RenditionSignatures.Check(Offer(Secp256k1.Managed.AddressOf(Key)), [Hashes[1], Hashes[0]], Signature));

    [Fact]
    public void NoSignature_Checked_IsMissing() => Assert.Equal(RenditionCheck.Missing, RenditionSignatures.Check(Offer(Secp256k1.Managed.AddressOf(Key)), Hashes, null));

    [Fact]
    public void GarbageSignature_Checked_IsWrong() => Assert.Equal(RenditionCheck.Wrong, RenditionSignatures.Check(Offer(default), Hashes, default(Signature65)));

    [Fact]
    public void NoTicketParameters_Checked_IsNotSigned() =>
        Assert.Equal(RenditionCheck.NotSigned, RenditionSignatures.Check(Offer(default) with { TicketParameters = null }, Hashes, null));

    private static OrchestratorOffer Offer(EthAddress address)
    {
        var info = Some.Info(new Uri("https://o.example:8935"), Some.Now);
        info.Address = ByteString.CopyFrom(address.ToArray());
        return Some.Described(info).Offer;
    }
}
