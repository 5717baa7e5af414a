using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Livepeer.Crypto;
using Livepeer.Wire.SignerApi;
using TestKit;

namespace Livepeer.Wire.Tests.SignerApi;

/// <summary>The gateway's side of the signer's HTTP API.</summary>
public sealed class ClientSideTests
{
    [Property]
    public bool Request_WrittenAndRead_IsTheSame(byte[] orchestrator, byte[] state, byte[] seal, byte[] capabilities, NonNull<string> manifest, NonNull<string> app, long units)
    {
        var request = new RemotePaymentRequest
        {
            Orchestrator = orchestrator ?? [],
            State = state ?? [],
            Seal = seal ?? [],
            Capabilities = capabilities ?? [],
            ManifestId = Valid(manifest.Get),
            App = Valid(app.Get),
            InPixels = units,
            Type = PaymentTypes.Units,
        };

        return RemotePaymentRequestJson.TryRead(RemotePaymentRequestJson.Write(request), out var read, out _)
            && read.Orchestrator.SequenceEqual(request.Orchestrator) && read.State.SequenceEqual(request.State) && read.Seal.SequenceEqual(request.Seal)
            && read.Capabilities.SequenceEqual(request.Capabilities)
            && (read.ManifestId, read.App, read.InPixels, read.Type) == (request.ManifestId, request.App, request.InPixels, request.Type);
    }

    [Fact]
    public void Request_OfAFirstCall_LeavesOutWhatIsEmpty() => Assert.Equal(
        """{"orchestrator":"AQI=","type":"","ManifestID":"27_m","inPixels":5}""",
        Encoding.UTF8.GetString(RemotePaymentRequestJson.Write(new RemotePaymentRequest { Orchestrator = [1, 2], ManifestId = "27_m", InPixels = 5 })));

    [Fact]
    public void Request_WithACeiling_IsNotWritten() =>
        Assert.Throws<ArgumentException>(() => RemotePaymentRequestJson.Write(new RemotePaymentRequest { MaxPrice = new MaxPrice("1", "wei", "") }));

    [Fact]
    public void Payment_WrittenAndRead_IsTheSame()
    {
        Assert.True(SignedPayment.TryRead(RemotePaymentResponseJson.Write("cA+/==", "c2M=", "{}"u8, [1, 2, 3]), out var payment));

        Assert.Equal(("cA+/==", "c2M="), (payment.Payment, payment.SegmentCredentials));
        Assert.Equal("{}"u8.ToArray(), payment.State);
        Assert.Equal([1, 2, 3], payment.Seal);
        Assert.DoesNotContain("cA+", payment.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payment":"cA==","segCreds":"c2M="}""")]
    [InlineData("""{"payment":"","segCreds":"c2M=","state":{"State":"e30=","Sig":"AQ=="}}""")]
    [InlineData("""{"payment":"cA==","state":{"State":"e30=","Sig":"AQ=="}}""")]
    [InlineData("""{"payment":"cA==","segCreds":"c2M=","state":"e30="}""")]
    [InlineData("""{"payment":5,"segCreds":"c2M=","state":{"State":"e30="}}""")]
    [InlineData("""{"payment":"cA==","segCreds":"c2M=","state":{"State":"no-base64"}}""")]
    public void Payment_WithoutOneOfItsParts_IsNone(string body) => Assert.False(SignedPayment.TryRead(Encoding.UTF8.GetBytes(body), out _));

    [Fact]
    public void Identities_OfVectors_AreRead()
    {
        using var document = Vectors.Load("payments.json");
        foreach (var vector in document.RootElement.GetProperty("orchInfoSignatures").EnumerateArray())
        {
            var (address, signature) = (EthAddress.Parse(vector.Text("addressChecksummed")), new Signature65(vector.Hex("signature")));

            Assert.True(OrchestratorSignatureJson.TryRead(OrchestratorSignatureJson.Write(address, signature), out var readAddress, out var readSignature));

            Assert.Equal((address, signature), (readAddress, readSignature));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"address":"0x09","signature":"0x"}""")]
    [InlineData("""{"address":"0x09090909090909090909090909090909090909zz","signature":"0x"}""")]
    [InlineData("""{"address":7}""")]
    public void Identity_OfOtherLengths_IsNone(string body) => Assert.False(OrchestratorSignatureJson.TryRead(Encoding.UTF8.GetBytes(body), out _, out _));

    [Theory]
    [InlineData("""{"error":{"message":"missing orchestrator"}}""", "missing orchestrator")]
    [InlineData("""{"ERROR":{"more":1,"Message":"no tickets"},"state":{}}""", "no tickets")]
    [InlineData("""{"error":"no object"}""", "")]
    [InlineData("<html>", "")]
    [InlineData("", "")]
    public void Error_Read_IsItsMessage(string body, string message) => Assert.Equal(message, SignerErrorJson.Message(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Error_VeryLong_IsCut() => Assert.Equal(300, SignerErrorJson.Message(RemotePaymentResponseJson.Error(new string('x', 1000))).Length);

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""[{"address":"https://a:1","score":1,"runners":[{"address":"https://no:1"}]},{"score":2},{"address":null},{"address":"b"}]""", "https://a:1 b")]
    public void List_Read_HasItsAddresses(string body, string addresses)
    {
        Assert.True(OrchestratorListJson.TryReadAddresses(Encoding.UTF8.GetBytes(body), 100, out var read));
        Assert.Equal(addresses, string.Join(' ', read));
    }

    [Fact]
    public void List_LongerThanWanted_IsCut()
    {
        var body = "[" + string.Join(',', Enumerable.Repeat("""{"address":"a"}""", 10)) + "]";

        Assert.True(OrchestratorListJson.TryReadAddresses(Encoding.UTF8.GetBytes(body), 3, out var read));
        Assert.Equal(3, read.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""["https://a:1"]""")]
    [InlineData("""[{"address":"a"}""")]
    [InlineData("null")]
    public void List_OfSomethingElse_IsNone(string body) => Assert.False(OrchestratorListJson.TryReadAddresses(Encoding.UTF8.GetBytes(body), 100, out _));

    [Property(MaxTest = 500)]
    public bool Bytes_OfAnyKind_ThrowNothing(byte[] bytes) =>
        !SignedPayment.TryRead(bytes, out _) && !OrchestratorSignatureJson.TryRead(bytes, out _, out _) && SignerErrorJson.Message(bytes).Length == 0
        && OrchestratorListJson.TryReadAddresses(bytes, 100, out var addresses) == (addresses is not null);

    /// <summary>Lone surrogates do not survive UTF-8.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
