using Livepeer.Payments.Ceilings;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Configuration;

public sealed class DiscoveryOptionTests : IDisposable
{
    private const string Prices = """
        {"capabilities_prices":[
          {"pipeline":"text-to-image","model_id":"stabilityai/sd-turbo","price_per_unit":1000,"pixels_per_unit":3},
          {"pipeline":"text-to-image","price_per_unit":0.000000000000000002,"currency":"ETH"},
          {"pipeline":"llm","model_id":"default"},
          {"pipeline":"upscale","price_per_unit":0,"pixels_per_unit":7}]}
        """;

    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CapabilityPrices_AsText_BecomeCeilings()
    {
        var ceilings = _folder.Options(("maxPricePerCapability", Prices), ("maxPricePerUnit", "500"), ("pixelsPerUnit", "10")).Ceilings;

        Assert.Equal("1000/3", Of(ceilings, 27, "stabilityai/sd-turbo"));
        Assert.Equal("1/5", Of(ceilings, 27, "default"));
        Assert.Equal("50", Of(ceilings, 33, "default"));
        Assert.Equal("500/7", Of(ceilings, 30, "default"));
        Assert.Equal("50", ceilings.Global?.ToString());
    }

    [Fact]
    public void CapabilityPrices_InAFileAndWithoutGlobalPrice_LeaveOutWhatHasNone()
    {
        var file = _folder.InFolder("prices.json");
        File.WriteAllText(file, Prices);

        var ceilings = _folder.Options(("maxPricePerCapability", file)).Ceilings;

        Assert.Equal(2, ceilings.PerModel.Count);
        Assert.Equal("2", Of(ceilings, 27, "default"));
        Assert.Null(ceilings.Global);
    }

    [Theory]
    [InlineData("""{"capabilities_prices":[{"pipeline":"llm","price_per_unit":1,"currency":"USD"}]}""", "a price in USD, which needs a price feed")]
    [InlineData("""{"capabilities_prices":[{"pipeline":"llms","price_per_unit":1}]}""", "the pipeline 'llms', which the network does not have")]
    [InlineData("""{"capabilities_prices":[]}""", "no price list with 1 to 1024 entries")]
    [InlineData("/no/such/file", "neither a price list in JSON nor a file that holds one")]
    public void CapabilityPrices_ThatCannotBeInForce_StopTheStart(string text, string reason) =>
        Assert.Contains(Problems(("maxPricePerCapability", text)), problem => problem.StartsWith("--maxPricePerCapability: ", StringComparison.Ordinal) && problem.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("0.50USD", "a price in another currency than wei and eth")]
    [InlineData("-1", "not a price")]
    public void Price_ThatCannotBeInForce_StopsTheStart(string text, string reason) =>
        Assert.Contains(Problems(("maxPricePerUnit", text)), problem => problem.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("1m", 60_000)]
    [InlineData("25m0s", 1_500_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1s500ms", 1_500)]
    public void Interval_AsGoWritesIt_IsRead(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _folder.Options(("liveAICapReportInterval", text)).DiscoveryInterval);

    [Theory]
    [InlineData("liveAICapReportInterval", "")]
    [InlineData("liveAICapReportInterval", "60")]
    [InlineData("liveAICapReportInterval", "999ms")]
    [InlineData("liveAICapReportInterval", "25h")]
    [InlineData("liveAICapReportInterval", "m1")]
    [InlineData("orchWebhookUrl", "list.example")]
    [InlineData("orchWebhookUrl", "file:///etc/passwd")]
    [InlineData("orchWebhookUrl", "https://user:password@list.example")]
    [InlineData("orchBlocklist", "0x12")]
    [InlineData("extraNodes", "17")]
    public void WrongValue_StopsTheStart(string option, string value) =>
        Assert.StartsWith($"--{option}: ", Assert.Single(Problems((option, value))), StringComparison.Ordinal);

    [Fact]
    public void Blocklist_WithAndWithoutPrefix_NamesAccounts()
    {
        const string Account = "2a91627a37c6db5a2de14422c7a3103001381643";

        Assert.Single(_folder.Options(("orchBlocklist", $"0x{Account}, {Account}")).BlockedOrchestrators);
    }

    private static string? Of(PriceCeilings ceilings, uint capability, string model) => ceilings.PerModel[new CapabilityModel(capability, model)].ToString();

    private IReadOnlyList<string> Problems(params (string Name, string Value)[] more) =>
        SignerOptionsReader.TryRead(_folder.Arguments(more), new Dictionary<string, string>(), out _, out var problems) ? [] : problems;
}
