using System.Text.Json;

namespace DevNet.Observation;

/// <summary>Reads what gateway and orchestrators tell of themselves.</summary>
internal sealed class Observer(HttpClient http, Network network)
{
    private static readonly SeenAi NoAi = new(0, 0, 0, 0, 0, "0");

    public async Task<Seen> LookAsync(CancellationToken cancellationToken)
    {
        var silent = new List<string>();
        var gateway = await TryReadAsync(new Uri(network.GatewayControl, "status"), cancellationToken);
        if (gateway is null)
        {
            silent.Add("gateway");
        }

        var orchestrators = new List<SeenOrchestrator>();
        foreach (var orchestrator in network.Orchestrators)
        {
            using var stats = await TryReadAsync(new Uri(orchestrator.Control, "stats"), cancellationToken);
            orchestrators.Add(Orchestrator(orchestrator.Name, orchestrator.Service, stats));
        }

        using (gateway)
        {
            return gateway is null
                ? new Seen([], orchestrators, NoAi, silent)
                : new Seen([.. gateway.RootElement.GetProperty("streams").EnumerateArray().Select(Stream)], orchestrators, Ai(gateway.RootElement.GetProperty("ai")), silent);
        }
    }

    private async Task<JsonDocument?> TryReadAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await using var answer = await http.GetStreamAsync(address, cancellationToken);
            return await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
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

    private static SeenOrchestrator Orchestrator(string name, Uri service, JsonDocument? stats)
    {
        if (stats is null)
        {
            return new SeenOrchestrator(name, service, false, 0, 0, 0, 0, 0, 0, "0", "0", []);
        }

        var root = stats.RootElement;
        var accounts = root.GetProperty("accounts").EnumerateArray()
            .Select(account => new SeenAccount(Text(account, "sender"), Text(account, "manifest"), account.GetProperty("balanceWei").GetString()));
        return new SeenOrchestrator(
            name, service, true, Number(root, "segments"), Number(root, "aiJobs"), Number(root, "ticketsAccepted"), Number(root, "ticketsRejected"),
            Number(root, "nonceRepeats"), Number(root, "nonceViolations"), Text(root, "creditedEvWei"), Text(root, "debitedFeesWei"), [.. accounts]);
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? string.Empty;
}
