using System.Collections.Immutable;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Ceilings;

public class PriceCeilingsTests
{
    private static readonly PriceCeilings Configured = new(
        new Rational(100),
        ImmutableDictionary<CapabilityModel, Rational>.Empty
            .Add(new(27, "stabilityai/sd-turbo"), new Rational(7))
            .Add(new(27, PriceCeilings.DefaultModel), new Rational(5))
            .Add(new(28, "free"), Rational.Zero));

    [Fact]
    public void For_ModelWithAnEntry_IsThatEntry() => Assert.Equal(new Rational(7), Configured.For(Some.Ai()));

    [Fact]
    public void For_OtherModelOfTheCapability_IsTheDefault() => Assert.Equal(new Rational(5), Configured.For(Some.Ai() with { ModelId = "other" }));

    [Fact]
    public void For_OtherCapability_IsTheGlobalOne() => Assert.Equal(new Rational(100), Configured.For(Some.Ai() with { Capability = 29 }));

    [Fact]
    public void For_VideoSegment_IsTheGlobalOne() => Assert.Equal(new Rational(100), Configured.For(Some.Segment()));

    [Fact]
    public void For_SeveralModels_IsTheirSum() =>
        Assert.Equal(new Rational(12), Configured.For([new(27, "stabilityai/sd-turbo"), new(27, "other"), new(99, "none")]));

    [Fact]
    public void For_EntryOfZero_IsTheGlobalOne() => Assert.Equal(new Rational(100), Configured.For([new(28, "free")]));

    [Fact]
    public void For_NothingConfigured_IsNoCeiling()
    {
        Assert.Null(PriceCeilings.None.For(Some.Segment()));
        Assert.Null((PriceCeilings.None with { Global = Rational.Zero }).For(Some.Segment()));
    }

    [Fact]
    public void LowestFor_SeveralModels_IsTheLowestEntry()
    {
        Assert.Equal(new Rational(5), Configured.LowestFor(Metered(new(27, "stabilityai/sd-turbo"), new(27, "made-up"), new(27, "made-up-too"), new(99, "none"))));
        Assert.Equal(new Rational(7), Configured.LowestFor(Metered(new CapabilityModel(27, "stabilityai/sd-turbo"))));
    }

    [Fact]
    public void LowestFor_NoEntry_IsTheGlobalOne()
    {
        Assert.Equal(new Rational(100), Configured.LowestFor(Metered()));
        Assert.Equal(new Rational(100), Configured.LowestFor(Metered(new(28, "free"), new(99, "none"))));
        Assert.Null(PriceCeilings.None.LowestFor(Some.Segment()));
    }

    [Fact]
    public void Ceiling_OfATenantThatNamesManyModels_StaysTheTenants()
    {
        var job = Metered(new(27, "made-up"), new(27, "made-up-too"));
        var order = Some.Order(job) with { Limits = TenantLimits.None with { Ceilings = Configured } };
        Assert.Null(PriceCheck.Ceiling(new Rational(5), PriceCeilings.None, order));
        Assert.Contains("the tenant's maximum is 5.000 wei", PriceCheck.Ceiling(new Rational(6), PriceCeilings.None, order)!.Message, StringComparison.Ordinal);
        Assert.Null(PriceCheck.Ceiling(new Rational(10), Configured, order with { Limits = TenantLimits.None }));
    }

    [Theory]
    [InlineData(100, null, null)]
    [InlineData(101, null, "configured")]
    [InlineData(101, 200, "configured")]
    [InlineData(101, 100, "configured")]
    [InlineData(51, 50, "caller's")]
    [InlineData(50, 50, null)]
    public void Ceiling_SmallerOfTwo_IsNamed(int price, int? callers, string? named)
    {
        var refusal = PriceCheck.Ceiling(new Rational(price), Configured, Some.Order() with { MaxPrice = callers is { } maximum ? new Rational(maximum) : null });
        Assert.Equal(
            named switch { null => null, "configured" => RefusalKind.PriceAboveCeiling, _ => RefusalKind.PriceAboveCallersMaximum },
            refusal?.Kind);
        Assert.Contains(named ?? "", refusal?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Ceiling_NothingConfigured_IsTheCallers() =>
        Assert.NotNull(PriceCheck.Ceiling(new Rational(2), PriceCeilings.None, Some.Order() with { MaxPrice = new Rational(1) }));

    [Theory]
    [InlineData(10, 20, true)]
    [InlineData(10, 21, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    public void Growth_ToTwiceTheFirstPrice_IsAccepted(int first, int price, bool accepted) =>
        Assert.Equal(accepted, PriceCheck.Growth(new Rational(price), new Rational(first)) is null);

    private static UnitsJob Metered(params CapabilityModel[] models) => new(1, "manifest", "", default, [.. models]);
}
