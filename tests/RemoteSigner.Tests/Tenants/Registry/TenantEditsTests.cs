using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Tests.Tenants.Registry;

public sealed class TenantEditsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly NewToken _token = NewToken.Create(Now);

    private TenantTable Acme => Changed(TenantEdits.Create(TenantTable.Empty, "acme", TenantLimits.None, ["dns:a"], _token.Stored, Now));

    [Theory]
    [InlineData("acme", "exists")]
    [InlineData("Acme", "no tenant's name")]
    [InlineData("auth:", "no tenant's name")]
    [InlineData("auth:with space", "no tenant's name")]
    public void Create_OfANameThatCannotBe_IsRefused(string name, string expected) =>
        Assert.Contains(expected, Refused(TenantEdits.Create(Acme, name, TenantLimits.None, [], null, Now)), StringComparison.Ordinal);

    [Fact]
    public void Create_WithASubjectOfAnother_IsRefused() =>
        Assert.Contains("'dns:a' stands there twice", Refused(TenantEdits.Create(Acme, "other", TenantLimits.None, ["dns:a"], null, Now)), StringComparison.Ordinal);

    [Theory]
    [InlineData("auth:*")]
    [InlineData("auth:client-1:subject@example")]
    public void Create_OfAWebhooksTenant_HasLimitsAlone(string name)
    {
        Assert.NotNull(Changed(TenantEdits.Create(Acme, name, TenantLimits.None, [], null, Now)).Find(name));
        Assert.Contains("webhook", Refused(TenantEdits.Create(Acme, name, TenantLimits.None, [], NewToken.Create(Now).Stored, Now)), StringComparison.Ordinal);
        Assert.Contains("webhook", Refused(TenantEdits.Create(Acme, name, TenantLimits.None, ["dns:b"], null, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_OfSomeThings_LeavesTheOthers()
    {
        var table = Acme;
        var before = table.Find("acme")!;

        var after = Changed(TenantEdits.Set(table, "acme", limits => limits with { EvTotalWei = 7 }, subjects: null, disabled: null)).Find("acme")!;

        Assert.Equal(before with { Limits = after.Limits }, after);
        Assert.Equal(7, (int)after.Limits.EvTotalWei!);
    }

    [Fact]
    public void Revoke_OfOneToken_LeavesTheOthersAndTheTenant()
    {
        var second = NewToken.Create(Now);
        var table = Changed(TenantEdits.AddToken(Acme, "acme", second.Stored, Now));

        var tenant = Changed(TenantEdits.Revoke(table, "acme", _token.Stored.Id, Now)).Find("acme")!;

        Assert.False(tenant.Disabled);
        Assert.Equal([false, true], tenant.Tokens.Select(token => token.IsValidAt(Now)));
    }

    [Fact]
    public void Revoke_OfATenant_TakesAllTokensAndDisables()
    {
        var tenant = Changed(TenantEdits.Revoke(Acme, "acme", tokenId: null, Now)).Find("acme")!;

        Assert.True(tenant.Disabled);
        Assert.All(tenant.Tokens, token => Assert.Equal(Now, token.Revoked));
    }

    [Fact]
    public void Revoke_OfATokenWithdrawnBefore_KeepsTheFirstTime()
    {
        var once = Changed(TenantEdits.Revoke(Acme, "acme", _token.Stored.Id, Now));

        var twice = Changed(TenantEdits.Revoke(once, "acme", tokenId: null, Now.AddDays(1)));

        Assert.Equal(Now, twice.Find("acme")!.Tokens[0].Revoked);
    }

    [Fact]
    public void AddToken_ToAFullTenant_DropsTheOldestThatProvesNothing()
    {
        var table = Acme;
        for (var i = 1; i < Tenant.MaxTokens; i++)
        {
            table = Changed(TenantEdits.AddToken(table, "acme", NewToken.Create(Now).Stored, Now));
        }

        Assert.Contains("100 valid tokens", Refused(TenantEdits.AddToken(table, "acme", NewToken.Create(Now).Stored, Now)), StringComparison.Ordinal);
        table = Changed(TenantEdits.Revoke(table, "acme", _token.Stored.Id, Now));
        table = Changed(TenantEdits.AddToken(table, "acme", NewToken.Create(Now).Stored, Now));

        Assert.Equal(Tenant.MaxTokens, table.Find("acme")!.Tokens.Length);
        Assert.Null(table.FindByToken(_token.Text));
    }

    [Fact]
    public void AddToken_ToADisabledTenant_IsRefused() => Assert.Contains(
        "--enabled", Refused(TenantEdits.AddToken(Changed(TenantEdits.Revoke(Acme, "acme", null, Now)), "acme", NewToken.Create(Now).Stored, Now)), StringComparison.Ordinal);

    [Fact]
    public void Change_OfNobody_IsRefused()
    {
        Assert.Contains("no tenant 'x'", Refused(TenantEdits.Set(Acme, "x", limits => limits, null, null)), StringComparison.Ordinal);
        Assert.Contains("no tenant 'x'", Refused(TenantEdits.AddToken(Acme, "x", NewToken.Create(Now).Stored, Now)), StringComparison.Ordinal);
        Assert.Contains("no tenant 'x'", Refused(TenantEdits.Revoke(Acme, "x", null, Now)), StringComparison.Ordinal);
        Assert.Contains("no token 'y'", Refused(TenantEdits.Revoke(Acme, "acme", "y", Now)), StringComparison.Ordinal);
    }

    private static TenantTable Changed(TenantEdit edit) => Assert.IsType<TenantEdit.Changed>(edit).Table;

    private static string Refused(TenantEdit edit) => Assert.IsType<TenantEdit.Refused>(edit).Reason;
}
