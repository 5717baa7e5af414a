using System.Text;
using FsCheck.Xunit;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ceilings;
using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Tests.Ceilings;

public sealed class CapabilityPriceReaderTests
{
    [Fact]
    public void List_AsGoLivepeerDocumentsIt_IsRead()
    {
        Assert.True(CapabilityPriceReader.TryRead(
            """
            {"capabilities_prices": [
              {"pipeline": "text-to-image", "model_id": "stabilityai/sd-turbo", "price_per_unit": 1000, "pixels_per_unit": 1},
              {"pipeline": "image-to-video", "model_id": "default", "price_per_unit": 0.5, "pixels_per_unit": 3, "currency": "ETH"},
              {"pipeline": "llm", "price_per_unit": 0}]}
            """,
            out var prices,
            out _));

        Assert.Equal(
            [
                new CapabilityPrice(Capability.TextToImage, "stabilityai/sd-turbo", new Rational(1000), new Rational(1), "wei"),
                new CapabilityPrice(Capability.ImageToVideo, "default", new Rational(1, 2), new Rational(3), "eth"),
                new CapabilityPrice(Capability.Llm, "default", null, null, "wei"),
            ],
            prices);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{}", "1 to 1024 entries")]
    [InlineData("""{"capabilities_prices":[]}""", "1 to 1024 entries")]
    [InlineData("""{"capabilities_prices":[null]}""", "pipeline ''")]
    [InlineData("""{"capabilities_prices":[{"pipeline":"txt2img","price_per_unit":1}]}""", "'txt2img', which the network does not have: it has audio-to-text, byoc, image-to-image")]
    [InlineData("""{"capabilities_prices":[{"pipeline":"llm","price_per_unit":"1"}]}""", "not readable at llm")]
    [InlineData("""{"capabilities_prices":[{"pipeline":"llm","price_per_unit":1},{"pipeline":"llm","model_id":"default","price_per_unit":2}]}""", "llm with the model default is there twice")]
    public void WrongList_Read_IsRefusedWithTheReason(string json, string reason)
    {
        Assert.False(CapabilityPriceReader.TryRead(json, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public void Garbage_Read_NeverThrows(byte[] garbage) => _ = CapabilityPriceReader.TryRead("""{"capabilities_prices":[{"pipeline":""" + Encoding.Latin1.GetString(garbage), out _, out _);
}
