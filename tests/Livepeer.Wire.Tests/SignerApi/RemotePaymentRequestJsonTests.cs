using System.Text;
using FsCheck.Xunit;
using Livepeer.Wire.SignerApi;
using TestKit;

namespace Livepeer.Wire.Tests.SignerApi;

public sealed class RemotePaymentRequestJsonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void VectorRequest_Read_HasItsValues(int index)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("remoteSignerHttp")[index];
        var request = vector.GetProperty("request");

        var read = Read(request.GetRawText());

        Assert.Equal(vector.Hex("orchestratorInfoProto"), read.Orchestrator);
        Assert.Equal(request.Text("ManifestID"), read.ManifestId);
        Assert.Equal(request.GetProperty("inPixels").GetInt64(), read.InPixels);
        Assert.Equal(request.Text("type"), read.Type);
        Assert.False(read.HasState);
    }

    [Theory]
    [InlineData("""{"ORCHESTRATOR":"AQI=","State":{"state":"Aw==","SIG":"BA=="},"manifestid":"m","App":"a","InPixels":5,"Type":"live","MAXPRICE":{"Price":1,"CURRENCY":"wei","unit":"seconds"},"Capabilities":"BQ=="}""")]
    [InlineData("""{"orchestrator":"AQI=","state":{"State":"Aw==","Sig":"BA==","more":[1]},"ManifestID":"m","app":"a","inPixels":5,"type":"live","maxPrice":{"price":"1","currency":"wei","unit":"seconds"},"capabilities":"BQ==","unknown":{"x":[null]}} trailing""")]
    [InlineData("""{"type":"lv2v","ty\u0070e":"live","orchestrator":null,"orchestrator":"AQI=","state":null,"state":{"State":"Aw=="},"state":{"Sig":"BA=="},"manifestID":"m","app":"a","inPixels":5,"type":null,"maxPrice":{"price":1,"currency":"wei","unit":"seconds"},"capabilities":"BQ=="}""")]
    public void Spellings_Read_MeanTheSame(string text)
    {
        var read = Read(text);

        Assert.Equal([1, 2], read.Orchestrator);
        Assert.Equal([3], read.State);
        Assert.Equal([4], read.Seal);
        Assert.Equal([5], read.Capabilities);
        Assert.Equal(("m", "a", 5L, "live"), (read.ManifestId, read.App, read.InPixels, read.Type));
        Assert.Equal(new MaxPrice("1", "wei", "seconds"), read.MaxPrice);
    }

    [Theory]
    [InlineData("""{"state":{"State":null,"Sig":null}}""")]
    [InlineData("""{"state":{"State":"","Sig":""}}""")]
    [InlineData("""{"state":{}}""")]
    [InlineData("null")]
    [InlineData("{}")]
    public void EmptyState_Read_IsNone(string text) => Assert.False(Read(text).HasState);

    [Fact]
    public void HalfAState_Read_IsOne()
    {
        Assert.True(Read("""{"state":{"Sig":"AA=="}}""").HasState);
        Assert.True(Read("""{"state":{"State":"AA=="}}""").HasState);
    }

    [Theory]
    [InlineData("", "EOF")]
    [InlineData("  \n", "EOF")]
    [InlineData("{", "unexpected EOF")]
    [InlineData("""{"type":"l""", "unexpected EOF")]
    [InlineData("{not-json", "invalid character 'n' at byte 1 ")]
    [InlineData("{\n \"type\": live}", "invalid character 'l' at byte 11 ")]
    [InlineData("[]", "cannot use an array for the request")]
    [InlineData("""{"type":1}""", "cannot use this number for type")]
    [InlineData("""{"inPixels":1.5}""", "cannot use this number for inPixels")]
    [InlineData("""{"inPixels":"1"}""", "cannot use a string for inPixels")]
    [InlineData("""{"orchestrator":"%%"}""", "illegal base64 data in orchestrator")]
    [InlineData("""{"state":"x"}""", "cannot use a string for state")]
    [InlineData("""{"maxPrice":{"price":"wat"}}""", "invalid number literal in maxPrice.price")]
    [InlineData("""{"maxPrice":{"price":true}}""", "cannot use a boolean for maxPrice.price")]
    [InlineData("""{"type":1,"app":}""", "invalid character '}'")]
    public void UnusableText_Read_IsRefusedWithTheReason(string text, string expected)
    {
        Assert.False(RemotePaymentRequestJson.TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidUtf8_InAText_BecomesReplacementCharacters()
    {
        Assert.True(RemotePaymentRequestJson.TryRead([.. "{\"app\":\""u8, 0xff, .. "\"}"u8], out var request, out _));
        Assert.Equal("\ufffd", request.App);
    }

    [Property(MaxTest = 300)]
    public void AnyBytes_Read_ThrowNothing(byte[] garbage)
    {
        RemotePaymentRequestJson.TryRead(garbage, out _, out _);
        RemotePaymentRequestJson.TryRead([.. "{\"type\":\""u8, .. garbage], out _, out _);
        AuthorizationAnswer.TryRead(garbage, out _);
    }

    private static RemotePaymentRequest Read(string text)
    {
        Assert.True(RemotePaymentRequestJson.TryRead(Encoding.UTF8.GetBytes(text), out var request, out var fault), fault);
        return request;
    }
}
