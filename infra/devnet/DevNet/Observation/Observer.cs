using System.Net.Http.Headers;
using System.Text.Json;
using DevNet.Processes;

namespace DevNet.Observation;

/// <summary>Reads what gateway and orchestrators tell of themselves.</summary>
internal sealed class Observer(HttpClient http, Network network)
{
    private static readonly SeenAi NoAi = new(0, 0, 0, 0, 0, "0");

    public async Task<Seen> LookAsync(CancellationToken cancellationToken)
    {
        var silent = new List<string>();
        var gateway = await TryReadAsync(new Uri(network.GatewayControl, "status"), network.GatewayAdminTokenFile, cancellationToken);
        if (gateway is null)
        {
            silent.Add("gateway");
        }

        var orchestrators = new List<SeenOrchestrator>();
        foreach (var orchestrator in network.Orchestrators)
        {
            using var stats = await TryReadAsync(new Uri(orchestrator.Control, "stats"), null, cancellationToken);
            orchestrators.Add(Orchestrator(orchestrator, stats));
        }

        using (gateway)
        {
            return gateway is null
                ? new Seen([], orchestrators, NoAi, silent)
                : new Seen([.. gateway.RootElement.GetProperty("streams").EnumerateArray().Select(Stream)], orchestrators, Ai(gateway.RootElement.GetProperty("ai")), silent);
        }
    }

    /// <summary>The balances as the signer keeps them; null when it does not answer.</summary>
    public async Task<IReadOnlyList<SignerBalance>?> SignerBalancesAsync(CancellationToken cancellationToken)
    {
        using var status = await TryReadAsync(new Uri(network.SignerControl, "status"), network.SignerAdminTokenFile, cancellationToken);
        return status is null
            ? null
            : [.. status.RootElement.GetProperty("balances").EnumerateArray()
                .Select(balance => new SignerBalance(Text(balance, "recipient"), Text(balance, "bucket"), Text(balance, "creditWei"), (int)Number(balance, "openPayments")))];
    }

    private async Task<JsonDocument?> TryReadAsync(Uri address, string? tokenFile, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (tokenFile is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim());
            }

            using var answer = await http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The client's own deadline.
            return null;
        }
    }

    private static SeenStream Stream(JsonElement stream)
    {
        var transcoding = stream.GetProperty("transcoding");
        var has = transcoding.ValueKind == JsonValueKind.Object;
        return new SeenStream(
            Text(stream, "name"),
            stream.GetProperty("live").GetBoolean(),
            Number(stream, "sourceSegments"),
            Number(stream, "renditionSegments"),
            Number(stream, "gaps"),
            stream.GetProperty("renditions").GetArrayLength(),
            has ? Text(transcoding, "orchestrator") : string.Empty,
            has ? Number(transcoding, "tickets") : 0,
            has ? Text(transcoding, "paidExpectedValueWei") : "0",
            has ? Number(transcoding, "failovers") : 0,
            has ? Text(transcoding, "lastError") : string.Empty);
    }

    private static SeenAi Ai(JsonElement ai) =>
        new(Number(ai, "jobs"), Number(ai, "succeeded"), Number(ai, "failed"), (int)Number(ai, "inFlight"), Number(ai, "tickets"), Text(ai, "paidExpectedValueWei"));

    private static SeenOrchestrator Orchestrator(OrchestratorProcess process, JsonDocument? stats)
    {
        if (stats is null)
        {
            return new SeenOrchestrator(process.Name, process.Address, process.Service, false, 0, 0, 0, 0, 0, 0, "0", "0", []);
        }

        var root = stats.RootElement;
        var accounts = root.GetProperty("accounts").EnumerateArray()
            .Select(account => new SeenAccount(Text(account, "sender"), Text(account, "manifest"), account.GetProperty("balanceWei").GetString()));
        return new SeenOrchestrator(
            process.Name, process.Address, process.Service, true, Number(root, "segments"), Number(root, "aiJobs"), Number(root, "ticketsAccepted"), Number(root, "ticketsRejected"),
            Number(root, "nonceRepeats"), Number(root, "nonceViolations"), Text(root, "creditedEvWei"), Text(root, "debitedFeesWei"), [.. accounts]);
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? string.Empty;
}
