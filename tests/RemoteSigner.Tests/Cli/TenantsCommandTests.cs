using System.Text.Json;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Cli;

public sealed class TenantsCommandTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_WithoutMore_ShowsTheTokenAlone()
    {
        var (code, output, error) = await RunAsync("create", "acme");

        Assert.Equal(0, code);
        Assert.Matches("^rst_[A-Za-z0-9_-]{43}\n$", output);
        Assert.Contains("nobody can show the token again", error, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Trim(), await File.ReadAllTextAsync(_folder.TenantFile), StringComparison.Ordinal);
        Assert.Equal("acme", TenantsFile.Read(_folder.TenantFile).FindByToken(output.Trim())?.Tenant.Id.Value);
    }

    [Fact]
    public async Task Create_WithEveryLimit_KeepsThemAll()
    {
        var (code, output, error) = await RunAsync(
            "create", "acme", "--json", "--jobs", "video,ai", "--recipient", "0x2a91627a37c6db5a2de14422c7a3103001381643", "--recipient", "0x00000000000000000000000000000000000000ff",
            "--payments-per-minute", "600", "--ev-per-minute", "1gwei", "--ev-per-hour", "2 gwei", "--ev-per-day", "0.1eth", "--ev-total", "1 eth", "--face-value-per-day", "10eth",
            "--max-face-value", "5", "--max-price", "1200", "--max-price-for", "text-to-image/stabilityai/sd-turbo=3/2,llm/default=7", "--subject", "CN=gateway-1,O=acme");

        Assert.True(code == 0, error);
        var tenant = Json(output).GetProperty("tenant");
        Assert.Equal(
            """
            {"jobs":"video,ai","recipient":"0x00000000000000000000000000000000000000ff,0x2A91627A37c6DB5A2dE14422c7a3103001381643","payments-per-minute":"600","ev-per-minute":"1000000000","ev-per-hour":"2000000000","ev-per-day":"100000000000000000","ev-total":"1000000000000000000","face-value-per-day":"10000000000000000000","max-face-value":"5","max-price":"1200","max-price-for":"llm/default=7,text-to-image/stabilityai/sd-turbo=3/2"}
            """,
            tenant.GetProperty("limits").GetRawText(),
            ignoreCase: true);
        Assert.Equal(["dn:CN=gateway-1, O=acme"], tenant.GetProperty("subjects").EnumerateArray().Select(subject => subject.GetString()));
        Assert.StartsWith("rst_", Json(output).GetProperty("token").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithManyMistakes_NamesAllAndMakesNothing()
    {
        var (code, output, error) = await RunAsync("create", "acme", "--ev-per-day", "0.5", "--jobs", "videos", "--max-price", "1", "--max-price", "2");

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("--ev-per-day: '0.5' is not an amount", error, StringComparison.Ordinal);
        Assert.Contains("--jobs: 'videos' is not some of", error, StringComparison.Ordinal);
        Assert.Contains("--max-price is given 2 times", error, StringComparison.Ordinal);
        Assert.Null(TenantsFile.Read(_folder.TenantFile).Find("acme"));
    }

    [Fact]
    public async Task Create_WithAnUnknownFlag_IsAnsweredWithTheNearest()
    {
        var (code, _, error) = await RunAsync("create", "acme", "--ev-per-dya", "5");

        Assert.Equal(1, code);
        Assert.Contains("--ev-per-dya is unknown: did you mean --ev-per-day?", error, StringComparison.Ordinal);
        Assert.Null(TenantsFile.Read(_folder.TenantFile).Find("acme"));
    }

    [Theory]
    [InlineData("default", "--no-token")]
    [InlineData("auth:*")]
    public async Task Create_OfATenantWithoutToken_ShowsIt(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(["create", .. arguments, "--ev-total", "1eth"]);

        Assert.True(code == 0, error);
        Assert.Contains("ev-total 1 eth", output, StringComparison.Ordinal);
        Assert.DoesNotContain("rst_", output, StringComparison.Ordinal);
        Assert.Empty(TenantsFile.Read(_folder.TenantFile).Find(arguments[0])!.Tokens);
    }

    [Fact]
    public async Task Token_WrittenToAFile_IsForItsOwnerAlone()
    {
        var path = _folder.InFolder("token");
        var (code, output, _) = await RunAsync("token", "tenant-a", "--expires", "90d", "--out", path);
        var (again, _, error) = await RunAsync("token", "tenant-a", "--out", path);

        Assert.Equal((0, 1), (code, again));
        OwnerOnly.AssertFile(path);
        var token = (await File.ReadAllTextAsync(path)).Trim();
        Assert.DoesNotContain(token, output, StringComparison.Ordinal);
        Assert.Contains("exists", error, StringComparison.Ordinal);
        var stored = TenantsFile.Read(_folder.TenantFile).FindByToken(token)!.Token;
        Assert.Equal(TimeSpan.FromDays(90), stored.Expires - stored.Created);
        Assert.Equal(2, TenantsFile.Read(_folder.TenantFile).Find("tenant-a")!.Tokens.Length);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0d")]
    [InlineData("-5d")]
    [InlineData("2020-01-01")]
    [InlineData("9999999d")]
    public async Task Token_WithAWrongExpiry_IsRefused(string expires)
    {
        var (code, _, error) = await RunAsync("token", "tenant-a", "--expires=" + expires);

        Assert.Equal(1, code);
        Assert.Contains($"'{expires}' is neither a time from now", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_OfOneLimit_LeavesTheOthersAndLiftsWithNone()
    {
        await RunAsync("create", "acme", "--ev-per-day", "1eth", "--ev-total", "9eth");

        await RunAsync("set", "acme", "--ev-per-day", "2eth");
        var (code, output, _) = await RunAsync("set", "acme", "--ev-total", "none", "--json");

        Assert.Equal(0, code);
        Assert.Equal("""{"ev-per-day":"2000000000000000000"}""", Json(output).GetProperty("limits").GetRawText());
    }

    [Fact]
    public async Task List_OfTenants_IsATableOrJson()
    {
        await RunAsync("create", "acme", "--ev-per-day", "0.1eth");
        await RunAsync("revoke", "tenant-a");

        var (_, text, _) = await RunAsync("list");
        var (_, json, _) = await RunAsync("list", "--json");

        Assert.Equal(
            "NAME      STATE     TOKENS  SUBJECTS  LIMITS\nacme      active         1         0  ev-per-day 0.1 eth\ntenant-a  disabled       0         0  those of the signer\n", text);
        Assert.Equal(["acme", "tenant-a"], Json(json).GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("name").GetString()));
        Assert.DoesNotContain("sha256", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Show_OfATenant_SaysWhatItsTokensAreWorth()
    {
        await RunAsync("token", "tenant-a", "--expires", "12h");
        await RunAsync("revoke", "tenant-a", "--token", TenantsFile.Read(_folder.TenantFile).Find("tenant-a")!.Tokens[0].Id);

        var (code, output, _) = await RunAsync("show", "tenant-a");

        Assert.Equal(0, code);
        Assert.Matches("tenant    tenant-a\nstate     active\n(.|\n)*withdrawn (.|\n)*valid until ", output);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("set", "--ev-total", "1")]
    [InlineData("token")]
    [InlineData("revoke")]
    public async Task Command_ForNobody_IsRefused(string command, params string[] arguments)
    {
        var (code, output, error) = await RunAsync([command, "nobody", .. arguments]);

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("no tenant 'nobody'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OnAWrongFile_SaysWhatIsWrong()
    {
        await File.WriteAllTextAsync(_folder.TenantFile, "{}");

        var (code, _, error) = await RunAsync("list");

        Assert.Equal(1, code);
        Assert.Contains($"The tenant file {_folder.TenantFile} is wrong", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_RevokedWhileTheSignerRuns_IsShutOut()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        await signer.PayAsync(Requests.Ai("k"));

        await RunAsync("revoke", "tenant-a");

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
                return false;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.Unauthenticated)
            {
                return true;
            }
        });
    }

    [Fact]
    public async Task Limit_SetWhileTheSignerRuns_HoldsWithItsNumbers()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        await signer.PayAsync(Requests.Ai("first", units: 20_000_000));

        await RunAsync("set", "tenant-a", "--ev-per-day", "1");

        var refusal = default(Refusal);
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await signer.PayAsync(Requests.Ai($"more-{Guid.NewGuid():N}", units: 20_000_000));
                return false;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
            {
                refusal = RunningSigner.RefusalOf(failure);
                return true;
            }
        });
        Assert.Equal(("ev_budget_exceeded", "1"), (refusal!.Code, refusal.Limit));
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["tenants", .. arguments, "--tenants", _folder.TenantFile]);
}
