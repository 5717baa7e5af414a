using System.Text;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Wire.SignerApi;

namespace Livepeer.Wire.Tests.SignerApi;

public sealed class SignerAnswersTests
{
    [Fact]
    public void Payment_Written_HasGosForm() =>
        Assert.Equal(
            "{\"payment\":\"cA+/==\",\"segCreds\":\"c2M=\",\"state\":{\"State\":\"e30=\",\"Sig\":\"AQID\"}}\n",
            Encoding.UTF8.GetString(RemotePaymentResponseJson.Write("cA+/==", "c2M=", "{}"u8, [1, 2, 3])));

    [Fact]
    public void Error_Written_IsTheEnvelopeAndALineFeed() =>
        Assert.Equal("{\"error\":{\"message\":\"missing orchestrator\"}}\n", Encoding.UTF8.GetString(RemotePaymentResponseJson.Error("missing orchestrator")));

    [Fact]
    public void Error_WithAState_CarriesItBesideTheMessage()
    {
        using var json = JsonDocument.Parse(RemotePaymentResponseJson.Error("no tickets", "{}"u8, [1]));

        Assert.Equal("no tickets", json.RootElement.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("e30=", json.RootElement.GetProperty("state").GetProperty("State").GetString());
        Assert.Equal("AQ==", json.RootElement.GetProperty("state").GetProperty("Sig").GetString());
    }

    [Fact]
    public void Identity_Written_HasTheChecksummedAddress()
    {
        var text = Encoding.UTF8.GetString(OrchestratorSignatureJson.Write(EthAddress.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"), new Signature65(new byte[65])));

        Assert.Equal($"{{\"address\":\"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\",\"signature\":\"0x{new string('0', 130)}\"}}\n", text);
    }

    [Fact]
    public void AuthorizationRequest_Written_HasSortedHeadersAndTheState()
    {
        var headers = new Dictionary<string, IReadOnlyList<string>> { ["X-B"] = ["2", "3"], ["Authorization"] = ["Bearer <x>"], ["Empty"] = [] };

        Assert.Equal(
            """{"headers":{"Authorization":["Bearer \u003cx\u003e"],"Empty":[],"X-B":["2","3"]},"state":{"a":1}}""",
            Encoding.UTF8.GetString(AuthorizationRequestJson.Write(headers, """{"a":1}"""u8)));
    }

    [Theory]
    [InlineData("signer-auth-ID", "Signer-Auth-Id")]
    [InlineData("X-REQUEST-ID", "X-Request-Id")]
    [InlineData("accept", "Accept")]
    [InlineData("x--y-", "X--Y-")]
    [InlineData("www-authenticate2a", "Www-Authenticate2a")]
    public void HeaderName_Canonical_IsSpelledAsInGo(string name, string expected) => Assert.Equal(expected, HeaderNames.Canonical(name));

    [Fact]
    public void AuthorizationAnswer_Read_HasItsValues()
    {
        Assert.True(AuthorizationAnswer.TryRead(
            """{"status":200,"EXPIRY":1775574245,"auth_id":"auth-456","maxPrice":{"price":1300,"currency":"wei","unit":"seconds"},"identity":{}}"""u8, out var answer));
        Assert.Equal(new AuthorizationAnswer(200, "", 1775574245, "auth-456", new MaxPrice("1300", "wei", "seconds")), answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"status":0}""")]
    [InlineData("""{"status":-1}""")]
    [InlineData("""{"status":"200"}""")]
    [InlineData("""{"status":200.5}""")]
    [InlineData("""{"status":200} x""")]
    [InlineData("""{"status":200,"expiry":"soon"}""")]
    [InlineData("""{"status":200""")]
    public void AuthorizationAnswer_WithoutAUsableStatus_IsNone(string text) => Assert.False(AuthorizationAnswer.TryRead(Encoding.UTF8.GetBytes(text), out _));
}
