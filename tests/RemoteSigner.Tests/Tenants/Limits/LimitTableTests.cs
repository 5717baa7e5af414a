using System.Collections.Immutable;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using RemoteSigner.Tenants.Limits;

namespace RemoteSigner.Tests.Tenants.Limits;

public sealed class LimitTableTests
{
    private static readonly TenantLimits Everything = new()
    {
        Jobs = JobKinds.VideoSegment | JobKinds.SignByoc,
        Recipients = [EthAddress.Parse("0x2a91627a37c6db5a2de14422c7a3103001381643"), EthAddress.Parse("0x00000000000000000000000000000000000000ff")],
        PaymentsPerMinute = 600,
        MaxCallsInFlight = 7,
        CallsPerSecond = 8,
        EvPerMinuteWei = 1,
        EvPerHourWei = 2,
        EvPerDayWei = BigInteger.Pow(10, 17),
        EvTotalWei = 4,
        FaceValuePerDayWei = 5,
        MaxFaceValueWei = 6,
        Ceilings = new PriceCeilings(new Rational(1200), ImmutableDictionary<CapabilityModel, Rational>.Empty
            .Add(new CapabilityModel(27, "stabilityai/sd-turbo"), new Rational(3, 2))
            .Add(new CapabilityModel(4_000, PriceCeilings.DefaultModel), new Rational(7))),
    };

    public static TheoryData<string> Names() => [.. LimitTable.All.Select(limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Limit_WrittenAndRead_IsTheSame(string name)
    {
        var limit = LimitTable.All.Single(limit => limit.Name == name);
        var text = limit.Text(Everything)!;

        Assert.True(limit.TryApply(TenantLimits.None, text, out var read, out _));

        Assert.Equal(text, limit.Text(read));
        Assert.NotEqual(limit.Text(TenantLimits.None), text);
    }

    [Fact]
    public void AllLimits_WrittenAndRead_AreTheSame()
    {
        var read = LimitTexts.Of(Everything).Aggregate(
            TenantLimits.None, (limits, text) => LimitTable.All.Single(limit => limit.Name == text.Key).TryApply(limits, text.Value, out var after, out _) ? after : limits);

        // Collections compare by reference; everything else is compared as it is.
        Assert.Equal(Everything with { Recipients = null, Ceilings = PriceCeilings.None }, read with { Recipients = null, Ceilings = PriceCeilings.None });
        Assert.True(Everything.Recipients!.SetEquals(read.Recipients!));
        Assert.Equal(Everything.Ceilings.Global, read.Ceilings.Global);
        Assert.Equal(Everything.Ceilings.PerModel.OrderBy(price => price.Key.Model), read.Ceilings.PerModel.OrderBy(price => price.Key.Model));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Limit_SetToNone_IsLifted(string name)
    {
        var limit = LimitTable.All.Single(limit => limit.Name == name);

        Assert.True(limit.TryApply(Everything, "none", out var after, out _));

        Assert.Null(limit.Text(after));
        Assert.All(LimitTable.All.Where(other => other != limit), other => Assert.Equal(other.Text(Everything), other.Text(after)));
    }

    [Fact]
    public void NoLimits_Written_AreNoTexts() => Assert.Empty(LimitTexts.Of(TenantLimits.None));

    [Theory]
    [InlineData("jobs", "video,stream", "not some of video, ai")]
    [InlineData("jobs", "", "not some of video, ai")]
    [InlineData("recipient", "0x2a91", "no list of addresses: '0x2a91'")]
    [InlineData("recipient", ",", "an empty list")]
    [InlineData("payments-per-minute", "-1", "not a whole number from 0")]
    [InlineData("ev-per-day", "0.5", "not an amount")]
    [InlineData("max-price", "5usd", "a price in another currency")]
    [InlineData("max-price-for", "text-to-image=5", "not pipeline/model=wei")]
    [InlineData("max-price-for", "text-to-picture/a=5", "'text-to-picture' is no pipeline")]
    [InlineData("max-price-for", "text-to-image/a=cheap", "not a price")]
    public void Limit_WithAWrongText_SaysWhatWasExpected(string name, string text, string expected)
    {
        var limit = LimitTable.All.Single(limit => limit.Name == name);

        Assert.False(limit.TryApply(Everything, text, out _, out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Amount_ForPeople_HasAUnit() => Assert.Equal("0.1 eth", LimitTexts.Shown(Everything)["ev-per-day"]);
}
