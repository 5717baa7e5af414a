using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Tenants.Identity;

public sealed class AuthenticationTests
{
    private const string Stranger = "rst_nobody-ever-made-this-token-nobody-ever-made";

    [Fact]
    public async Task Call_WithoutToken_IsUnauthenticated()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await signer.Payments.GetIdentityAsync(new GetIdentityRequest()));

        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
        Assert.Contains("authorization: Bearer", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithAnUnknownToken_IsUnauthenticatedAndTheTokenIsNotLogged()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("log-level", "trace"));

        var failure = await Assert.ThrowsAsync<RpcException>(() => signer.PayAsync(Requests.Ai("k"), Stranger));
        await Assert.ThrowsAsync<RpcException>(async () => await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As(Stranger)));

        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
        Assert.Contains("unknown", failure.Status.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(signer.Logs.All);
        Assert.DoesNotContain(signer.Logs.All, line => line.Contains(Stranger, StringComparison.Ordinal));
        Assert.Equal(2, await signer.MetricAsync("remote_signer_unknown_callers_total"));
    }

    [Fact]
    public async Task Token_MadeWhileTheSignerRuns_IsAcceptedSoon()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var token = folder.AddTenant("late");

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As(token));
                return true;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.Unauthenticated)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task TenantFile_BrokenWhileTheSignerRuns_LeavesEarlierTokensValid()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        await File.AppendAllTextAsync(folder.TenantFile, "and something else\n");
        await Eventually.HoldsAsync(() => Task.FromResult(signer.Logs.All.Any(line => line.Contains("cannot be used", StringComparison.Ordinal))));

        await signer.PayAsync(Requests.Ai("k"));
        Assert.Equal(0, await signer.MetricAsync("remote_signer_tenants_file_in_force"));
        await Eventually.HoldsAsync(async () =>
            (await signer.Control.GetStringAsync("/readyz")).Contains($"as it was read last: The tenant file {folder.TenantFile} is wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TenantFile_TakenAwayWhileTheSignerRuns_LeavesEarlierTokensValid()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        File.Delete(folder.TenantFile);
        await Eventually.HoldsAsync(() => Task.FromResult(signer.Logs.All.Any(line => line.Contains("is gone", StringComparison.Ordinal))));

        await signer.PayAsync(Requests.Ai("k"));
    }

    [Fact]
    public async Task Token_WithdrawnWhileTheFileCannotBeRead_IsRefusedOnceItCan()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        // Nobody else can read the file as long as it is open like this.
        await using (var busy = new FileStream(folder.TenantFile, FileMode.Truncate, FileAccess.Write, FileShare.None))
        {
            await busy.WriteAsync("""{"version":1,"tenants":[]}"""u8.ToArray());
            await busy.FlushAsync();
            await Eventually.HoldsAsync(() => Task.FromResult(signer.Logs.All.Any(line => line.Contains("cannot be read", StringComparison.Ordinal))));
            await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        }

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
        Assert.Single(signer.Logs.All, line => line.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoTenants_WithTheSameKeys_AreApart()
    {
        using var folder = new SignerFolder();
        var other = folder.AddTenant("tenant-b");
        await using var signer = await RunningSigner.StartAsync(folder);

        var a = await signer.PayAsync(Requests.Ai("same"));
        var b = await signer.PayAsync(Requests.Ai("same"), other);
        var foreign = await signer.Payments.ReportOutcomeAsync(
            new ReportOutcomeRequest { Settlements = { new Settlement { IdempotencyKey = "only-a", Outcome = Outcome.Delivered } } }, signer.As(other));

        Assert.False(b.Replayed);
        Assert.NotEqual(a.FirstNonce, b.FirstNonce);
        Assert.Equal(SettlementState.UnknownPayment, foreign.Results[0].State);
        var tenants = (await signer.StatusAsync()).GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("payments").GetInt64());
        Assert.Equal([1, 1], tenants);
    }
}
