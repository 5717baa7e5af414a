using System.Text;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Tests.Tenants.Registry;

public sealed class TenantsFileTests
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Table_WrittenAndRead_IsTheSame()
    {
        var token = NewToken.Create(Now, Now.AddDays(90));
        var tenant = new Tenant(new TenantId("acme"), Now)
        {
            Disabled = true,
            Limits = new TenantLimits { EvPerDayWei = 5 },
            Tokens = [token.Stored, NewToken.Create(Now).Stored with { Revoked = Now }],
            Subjects = ["dn:CN=gateway-1, O=acme", "uri:spiffe://acme/gateway-1"],
        };
        Assert.True(TenantTable.TryCreate([tenant, new Tenant(new TenantId("auth:*"), Now)], out var table, out _));

        var bytes = TenantsFile.Write(table);
        var read = TenantsFile.Parse("tenants.json", bytes);

        Assert.Equal(bytes, TenantsFile.Write(read));
        Assert.Equal(["acme", "auth:*"], read.Tenants.Select(entry => entry.Id.Value));
        var owner = Assert.IsType<TokenOwner>(read.FindByToken(token.Text));
        Assert.Equal("acme", owner.Tenant.Id.Value);
        Assert.Equal((token.Stored.Id, Now, (DateTimeOffset?)Now.AddDays(90)), (owner.Token.Id, owner.Token.Created, owner.Token.Expires));
        Assert.Equal("acme", read.FindBySubject("uri:spiffe://acme/gateway-1")?.Id.Value);
        Assert.Equal((true, 5), (owner.Tenant.Disabled, (int)owner.Tenant.Limits.EvPerDayWei!));
        Assert.DoesNotContain(token.Text, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void File_WrittenByHandWithUnits_IsRead()
    {
        var table = Parse("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": { "ev-per-day": "0.5 eth", "jobs": "video, ai" } }""");

        Assert.Equal(5 * System.Numerics.BigInteger.Pow(10, 17), table.Tenants[0].Limits.EvPerDayWei);
    }

    [Theory]
    [InlineData("""{ "name": "Acme", "created": "2026-03-01T12:00:00Z" }""", "'Acme' is no tenant's name")]
    [InlineData("""{ "name": "acme" }""", "created")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limit": {} }""", "limit")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "disabled": true, "disabled": false }""", "disabled")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": { "ev-per-dya": "5" } }""", "did you mean ev-per-day")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": { "ev-per-day": "much" } }""", "the limit ev-per-day of the tenant 'acme', 'much', is not an amount")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": null }, null""", "a tenant is null")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "subjects": [null] }""", "null stands among")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": { "jobs": null } }""", "null")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "tokens": [{ "id": "1", "sha256": "abc", "created": "2026-03-01T12:00:00Z" }] }""", "not 64 hexadecimal digits")]
    [InlineData("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "subjects": ["gateway-1"] }""", "'gateway-1' of the tenant 'acme' is no certificate subject")]
    [InlineData("""{ "name": "auth:x", "created": "2026-03-01T12:00:00Z", "subjects": ["dns:a"] }""", "a webhook proves 'auth:x'")]
    [InlineData("""{ "name": "a", "created": "2026-03-01T12:00:00Z" }, { "name": "a", "created": "2026-03-01T12:00:00Z" }""", "the tenant 'a' stands there twice")]
    [InlineData("""{ "name": "a", "created": "2026-03-01T12:00:00Z", "subjects": ["dns:x"] }, { "name": "b", "created": "2026-03-01T12:00:00Z", "subjects": ["dns:x"] }""", "'dns:x' stands there twice")]
    [InlineData(
        $$"""{ "name": "a", "created": "2026-03-01T12:00:00Z", "tokens": [{ "id": "1", "sha256": "{{Hash}}", "created": "2026-03-01T12:00:00Z" }, { "id": "2", "sha256": "{{Hash}}", "created": "2026-03-01T12:00:00Z" }] }""",
        "stands there twice")]
    public void File_WithAMistake_IsRefusedByName(string tenants, string expected)
    {
        var failure = Assert.Throws<TenantsFileException>(() => Parse(tenants));

        Assert.Contains("tenants.json is wrong", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsUnread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "version": 2, "tenants": [] }""")]
    [InlineData("""{ "tenants": [] }""")]
    [InlineData("""{ "version": 1, "tenants": [] } more""")]
    public void File_OfAnotherForm_IsRefused(string text) =>
        Assert.Throws<TenantsFileException>(() => TenantsFile.Parse("tenants.json", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void RandomBytes_AsAFile_AreRefusedAndNothingElse()
    {
        var random = new Random(11);
        var sound = TenantsFile.Write(Parse("""{ "name": "acme", "created": "2026-03-01T12:00:00Z", "limits": { "jobs": "ai" }, "subjects": ["dns:a"] }"""));
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = sound.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                TenantsFile.Parse("tenants.json", bytes);
            }
            catch (TenantsFileException)
            {
                // What it is for.
            }
        }
    }

    private static TenantTable Parse(string tenants) => TenantsFile.Parse("tenants.json", Encoding.UTF8.GetBytes($$"""{ "version": 1, "tenants": [{{tenants}}] }"""));
}
