using System.Net;
using System.Numerics;
using GatewayLite.Media.Naming;
using GatewayLite.Media.Rtmp;
using GatewayLite.Tests.Cli;
using GatewayLite.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Ports;

namespace GatewayLite.Tests.Payers;

/// <summary>A gateway that uses a signer through go-livepeer's HTTP API, here the other door of the product's own signer; the orchestrator judges every ticket.</summary>
public sealed class CompatSignerTests
{
    private const string Job = """{"prompt":"a lighthouse","width":64,"height":64}""";

    [Fact]
    public async Task Jobs_PaidOverHttp_AreCoveredByTheirTickets()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        await using var gateway = await ReadyAsync(folder, signer);

        for (var i = 0; i < 5; i++)
        {
            using var image = await gateway.DoneJobAsync(Job);
        }

        var status = await gateway.StatusAsync();
        Assert.Equal(signer.Sender.ToString(), status.GetProperty("sender").GetString());
        var stats = orchestrator.Stats();
        Assert.True(stats.AiJobs >= 5, $"{stats.AiJobs} jobs were done");
        Assert.Equal((0L, 0L), (stats.TicketsRejected, stats.NonceViolations));
        Assert.InRange(stats.TicketsAccepted, 1, status.GetProperty("ai").GetProperty("tickets").GetInt64());
        Assert.True(Wei(stats.CreditedEvWei) >= Wei(stats.DebitedFeesWei), $"{stats.CreditedEvWei} wei were credited and {stats.DebitedFeesWei} charged");
        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains(signer.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publisher_WhereVideoCannotBePaid_IsRefusedWithTheReasonAndTheRemedy()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        await using var gateway = await ReadyAsync(folder, signer, ("transcodingOptions", "P240p30fps16x9"));

        var denied = Assert.IsType<PublishDecision.Denied>(await AskAsync(gateway));

        Assert.Contains("cannot sign for video", denied.Reason, StringComparison.Ordinal);
        Assert.Contains("--transcodingOptions none", denied.Reason, StringComparison.Ordinal);
        Assert.Empty(gateway.Streams.List());
        Assert.Contains(gateway.Logs.All, line => line.Contains("Publishers are refused", StringComparison.Ordinal) && line.Contains("--transcodingOptions none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publisher_OfAGatewayWithoutRenditions_IsAccepted()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        await using var gateway = await ReadyAsync(folder, signer);

        _ = await gateway.PublishAsync("movie", [1]);

        Assert.Contains(gateway.Logs.All, line => line.Contains("It pays for batch AI; it cannot pay for video segments", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains("Publishers are refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfSuchAGateway_SaysWhatItCannotDo()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        var arguments = CommandTests.Flags(
            folder, ("free", "false"), ("remoteSignerUrl", signer.HttpEndpoint), ("signer-token", signer.WriteToken(folder)), ("orchAddr", string.Empty), ("transcodingOptions", "P240p30fps16x9"));
        var (code, output, error) = (-1, string.Empty, string.Empty);

        await Eventually.HoldsAsync(
            async () =>
            {
                (code, output, error) = await CommandTests.RunAsync(["check", .. arguments]);
                return code == 0;
            },
            () => output + error);

        Assert.Contains($"ok      signer: {signer.HttpEndpoint}", output, StringComparison.Ordinal);
        Assert.Contains("notice  video: publishers are refused", output, StringComparison.Ordinal);
        Assert.Contains("wei per unit", output, StringComparison.Ordinal);
        Assert.Equal(0, orchestrator.Stats().Payments);
    }

    [Fact]
    public async Task Token_ThatTheSignerDoesNotKnow_IsToldByTheFirstJobAndByReadiness()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        await File.WriteAllTextAsync(folder.InFolder("token"), "rst_of-somebody-else\n");
        await using var gateway = await RunningGateway.StartAsync(
            folder, ("free", "false"), ("remoteSignerUrl", signer.HttpEndpoint), ("signer-token", folder.InFolder("token")), ("orchAddr", orchestrator.ServiceUri.AbsoluteUri));

        using var answer = await gateway.PostJobAsync(Job);
        var said = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, said.Contains("The signer does not accept this gateway", StringComparison.Ordinal)));
        using var readiness = await gateway.Control.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        Assert.Contains("The signer does not accept this gateway", await readiness.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, orchestrator.Stats().Payments);
        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains("of-somebody-else", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signer_NotThere_IsToldByTheFirstJobAndByTheCheck()
    {
        using var port = new HeldPort();
        await using var orchestrator = await Orchestrators.PaidAsync();
        using var folder = new GatewayFolder();
        var signer = FormattableString.Invariant($"http://127.0.0.1:{port.Number}");
        (string Name, string Value)[] settings = [("free", "false"), ("remoteSignerUrl", signer), ("orchAddr", orchestrator.ServiceUri.AbsoluteUri)];
        await using var gateway = await RunningGateway.StartAsync(folder, settings);

        using var answer = await gateway.PostJobAsync(Job);
        var said = await answer.Content.ReadAsStringAsync();
        using var other = new GatewayFolder();
        var (code, output, error) = await CommandTests.RunAsync(["check", .. CommandTests.Flags(other, settings)]);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, said.Contains("The signer did not answer", StringComparison.Ordinal)));
        Assert.NotEqual(0, code);
        Assert.Contains("The signer did not answer", output + error, StringComparison.Ordinal);
    }

    private static Task<RunningGateway> ReadyAsync(GatewayFolder folder, PayingSigner signer, params (string Name, string Value)[] more) => RunningGateway.ReadyAsync(
        folder, [("free", "false"), ("remoteSignerUrl", signer.HttpEndpoint), ("signer-token", signer.WriteToken(folder)), ("orchAddr", string.Empty), .. more]);

    private static async Task<PublishDecision> AskAsync(RunningGateway gateway) => await gateway.Host.Services.GetRequiredService<IPublishGate>().AuthorizeAsync(
        new PublishRequest(new StreamAddress("movie", string.Empty), "rtmp://made-up", string.Empty, new IPEndPoint(IPAddress.Loopback, 1)), CancellationToken.None);

    /// <summary>Whole wei of an exact amount, rounded down.</summary>
    private static BigInteger Wei(string amount)
    {
        var parts = amount.Split('/');
        var numerator = BigInteger.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        return parts.Length == 1 ? numerator : numerator / BigInteger.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
