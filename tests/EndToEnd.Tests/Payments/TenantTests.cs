using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;
using Livepeer.Payments.Money;

namespace EndToEnd.Tests.Payments;

/// <summary>Two gateways of two tenants at one signer, each with an orchestrator of its own, so that every ticket there is known to be one tenant's.</summary>
public sealed partial class TenantTests
{
    private const int MostImages = 60;

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task BudgetOfOneTenant_RefusesThatOneAlone_AndUsageIsWhatOrchestratorsSaw()
    {
        await using var network = await LiveNetwork.StartAsync(new() { Folder = LiveNetwork.FolderOf("tenants"), FreePorts = true });
        await using var frugal = await GatewayOfAsync(network, "frugal", orchestrator: 0);
        await using var generous = await GatewayOfAsync(network, "generous", orchestrator: 1);

        Assert.Equal(HttpStatusCode.OK, (await ImageAsync(network, frugal)).Status);
        var first = (await UsageAsync(network, "first"))["frugal"];
        var limit = (first.ExpectedValue.Ceiling() * 3) + 1;
        _ = await SignerCommand.RunAsync(network, "limit", "tenants", "set", "frugal", "--ev-per-day", limit.ToString(CultureInfo.InvariantCulture));

        var refusal = string.Empty;
        for (var i = 0; i < MostImages && refusal.Length == 0; i++)
        {
            var answers = await Task.WhenAll(ImageAsync(network, frugal), ImageAsync(network, generous));
            Assert.Equal(HttpStatusCode.OK, answers[1].Status);
            refusal = answers[0].Status == HttpStatusCode.OK ? string.Empty : answers[0].Text;
        }

        Assert.Equal(HttpStatusCode.OK, (await ImageAsync(network, generous)).Status);
        _ = await network.SettledAsync();
        var usage = await UsageAsync(network, "last");
        var numbers = BudgetText().Match(refusal);
        Assert.True(numbers.Success, refusal);
        var (spent, most, needed) = (Wei(numbers, 1), Wei(numbers, 2), Wei(numbers, 3));
        Assert.Equal(limit, most);
        Assert.True(spent <= limit && spent + needed > limit, refusal);

        // A budget rounds each payment up to whole wei.
        Assert.InRange(spent, usage["frugal"].ExpectedValue.Ceiling(), usage["frugal"].ExpectedValue.Ceiling() + usage["frugal"].Payments);
        Assert.Equal(await AcceptedAsync(network, 0), usage["frugal"].AsSeen);
        Assert.Equal(await AcceptedAsync(network, 1), usage["generous"].AsSeen);
        Assert.Equal(["frugal", "generous"], usage.Keys.Order());
    }

    [GeneratedRegex("The tenant frugal has spent ([0-9]+) wei of ([0-9]+) wei a day; this payment needs ([0-9]+) wei")]
    private static partial Regex BudgetText();

    private static BigInteger Wei(Match match, int group) => BigInteger.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static async Task<ExtraGateway> GatewayOfAsync(LiveNetwork network, string tenant, int orchestrator)
    {
        var token = Path.Combine(network.Folder, tenant + ".token");
        _ = await SignerCommand.RunAsync(network, "create-" + tenant, "tenants", "create", tenant, "--out", token);
        var gateway = await ExtraGateway.StartAsync(network, [network.Network.Orchestrators[orchestrator]], tenant, token);
        _ = await Wait.ForAsync("the gateway of " + tenant, gateway.ReadinessAsync, said => said.GetProperty("ready").GetBoolean());
        return gateway;
    }

    private static async Task<(HttpStatusCode Status, string Text)> ImageAsync(LiveNetwork network, ExtraGateway gateway)
    {
        using var body = JsonContent.Create(JsonElement.Parse("""{"prompt":"a lighthouse at dusk","width":320,"height":192}"""));
        using var answer = await network.PatientHttp.PostAsync(new Uri(gateway.Http, "text-to-image"), body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Dictionary<string, Sums>> UsageAsync(LiveNetwork network, string name)
    {
        var said = await SignerCommand.RunAsync(network, "usage-" + name, "usage", "--by", "tenant", "--json", "--cliAddr", network.Network.SignerControl.Authority);
        return JsonElement.Parse(said).EnumerateArray().ToDictionary(
            line => line.GetProperty("tenant").GetString()!,
            line => new Sums(line.GetProperty("payments").GetInt64(), line.GetProperty("tickets").GetInt64(), Rational.Parse(line.GetProperty("expected_value_wei").GetString()!)));
    }

    private static async Task<(long Tickets, Rational ExpectedValue)> AcceptedAsync(LiveNetwork network, int orchestrator)
    {
        var stats = JsonElement.Parse(await network.Http.GetStringAsync(new Uri(network.Network.Orchestrators[orchestrator].Control, "stats")));
        var sender = Assert.Single(stats.GetProperty("senders").EnumerateArray().ToArray());
        Assert.Equal(0, sender.GetProperty("nonceViolations").GetInt64() + sender.GetProperty("nonceRepeats").GetInt64());
        return (sender.GetProperty("ticketsAccepted").GetInt64(), Rational.Parse(sender.GetProperty("acceptedEvWei").GetString()!));
    }

    private sealed record Sums(long Payments, long Tickets, Rational ExpectedValue)
    {
        public (long Tickets, Rational ExpectedValue) AsSeen => (Tickets, ExpectedValue);
    }
}
