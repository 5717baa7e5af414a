using Livepeer.Payments.Desk;
using RemoteSigner.Authorization;

namespace RemoteSigner.Tests.Authorization;

public sealed class WebhookTenantsTests
{
    [Theory]
    [InlineData("", "default")]
    [InlineData("client:user", "auth:client:user")]
    [InlineData("auth0|5f7c", "auth:auth0|5f7c")]
    public void Name_OfOrdinaryForm_IsKept(string authId, string tenant) => Assert.Equal(tenant, WebhookTenants.Of(authId).Value);

    [Theory]
    [InlineData("with space")]
    [InlineData("naïve")]
    [InlineData("sha256-0000")]
    public void Name_ThatNoTenantMayHave_IsHashed(string authId)
    {
        var tenant = WebhookTenants.Of(authId);

        Assert.Matches("^auth:sha256-[0-9a-f]{64}$", tenant.Value);
        Assert.True(TenantId.IsValid(tenant.Value));
        Assert.NotEqual(tenant, WebhookTenants.Of(authId + "x"));
    }

    [Fact]
    public void Name_ThatIsLong_IsHashed() => Assert.True(TenantId.IsValid(WebhookTenants.Of(new string('x', 500)).Value));
}
