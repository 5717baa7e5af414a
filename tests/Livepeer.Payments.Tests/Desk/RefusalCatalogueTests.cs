using Livepeer.Payments.Desk;

namespace Livepeer.Payments.Tests.Desk;

public class RefusalCatalogueTests
{
    public static TheoryData<RefusalKind> Kinds => [.. Enum.GetValues<RefusalKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void For_AnyKind_HasItsOwnLine(RefusalKind kind)
    {
        var entry = RefusalCatalogue.For(kind);
        Assert.Equal(kind, entry.Kind);
        Assert.NotEqual(RefusalSide.Unknown, entry.Side);
        Assert.Matches("^[a-z]+(_[a-z]+)*$", entry.Code);
        Assert.EndsWith(".", entry.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void All_Codes_AreUnique()
    {
        Assert.Equal(Enum.GetValues<RefusalKind>().Length, RefusalCatalogue.All.Select(entry => entry.Code).Distinct().Count());
    }

    [Theory]
    [InlineData(RefusalKind.PriceAboveCeiling, "price_above_ceiling")]
    [InlineData(RefusalKind.NonceSpaceExhausted, "nonce_space_exhausted")]
    [InlineData(RefusalKind.TicketParametersExpired, "ticket_parameters_expired")]
    public void For_KindOfTheProtocol_HasItsStableCode(RefusalKind kind, string code) => Assert.Equal(code, RefusalCatalogue.For(kind).Code);

    [Fact]
    public void For_NumberThatIsNoKind_IsInternal() => Assert.Equal("internal", RefusalCatalogue.For((RefusalKind)999).Code);
}
