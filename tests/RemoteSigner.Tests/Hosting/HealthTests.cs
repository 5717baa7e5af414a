using System.Net;
using Grpc.Health.V1;
using Livepeer.Ledger;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

namespace RemoteSigner.Tests.Hosting;

public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("remotesigner.v1.Payments")]
    public async Task Signer_WithEverythingInOrder_ServesWithoutAToken(string service)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var answer = await signer.Health.CheckAsync(new HealthCheckRequest { Service = service });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
        Assert.Equal("ok\n", await signer.Control.GetStringAsync("/healthz"));
        Assert.Contains("\"ready\":true", await signer.Control.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signer_AfterTheClockWasSetForwardAndBack_PaysAndShowsTheLead()
    {
        using var folder = new SignerFolder();
        await using (var ahead = EmbeddedLedger.Open(
            new EmbeddedLedgerOptions { Path = folder.Options().LedgerFile, FirstEpoch = 0 }, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(5))))
        {
            await ahead.ProbeAsync(CancellationToken.None);
        }

        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Requests.Ai("k"));

        Assert.Matches("its clock is (299|300) min ahead of the wall clock", await signer.Control.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task Signer_WithoutItsLedger_SaysSoEverywhereAndPaysNothing()
    {
        using var folder = new SignerFolder();
        var ledger = new RecordingLedger(TimeProvider.System) { Outage = "the disk is full" };
        await using var signer = await RunningSigner.StartAsync(folder, ledger);
        signer.ErrorsExpected = true;

        using var readiness = await signer.Control.GetAsync("/readyz");
        var health = await signer.Health.CheckAsync(new HealthCheckRequest());
        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("k"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        var text = await readiness.Content.ReadAsStringAsync();
        Assert.Contains("the disk is full", text, StringComparison.Ordinal);
        Assert.Contains("{\"name\":\"key\",\"works\":true", text, StringComparison.Ordinal);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
        Assert.Equal((Grpc.Core.StatusCode.Unavailable, "ledger_unavailable"), (status, refusal.Code));
        Assert.Equal("ok\n", await signer.Control.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Ledger_GoneAndBack_IsLoggedOnceEach()
    {
        using var folder = new SignerFolder();
        var ledger = new RecordingLedger(TimeProvider.System);
        await using var signer = await RunningSigner.StartAsync(folder, ledger);
        signer.ErrorsExpected = true;

        foreach (var outage in new[] { "the disk is full", "the disk is still full", null })
        {
            ledger.Outage = outage;
            var expected = outage ?? "\"ready\":true";
            await Eventually.HoldsAsync(async () =>
            {
                using var readiness = await signer.Control.GetAsync("/readyz");
                return (await readiness.Content.ReadAsStringAsync()).Contains(expected, StringComparison.Ordinal);
            });
        }

        var told = signer.Logs.All.Where(line => line.Contains("ledger", StringComparison.Ordinal) && line.StartsWith("RemoteSigner.Health", StringComparison.Ordinal)).ToArray();
        Assert.Single(told, line => line.Contains("full", StringComparison.Ordinal));
        Assert.Contains("payments are refused: ledger the disk is full", told[0], StringComparison.Ordinal);
        Assert.Contains("in order again: ledger", told[1], StringComparison.Ordinal);
        Assert.DoesNotContain(signer.Logs.All, line => line.StartsWith("Microsoft.Extensions.Diagnostics.HealthChecks", StringComparison.Ordinal) && line.Contains("full", StringComparison.Ordinal));
    }
}
