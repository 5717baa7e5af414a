using System.Text.Json;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>What GET /discover-orchestrators gives, where it is served.</summary>
internal static class DiscoveryBehaviours
{
    private const int NotFound = 404;
    private const int CacheEmpty = 503;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("discovery is a list of addresses with the score 1", BehaviourGroup.Api, ListAsync),
        new("discovery by a capability that nobody has is an empty list", BehaviourGroup.Api, NobodyAsync),
        new("discovery by a listed capability names those who have it, and only them", BehaviourGroup.Api, FilterAsync),
        new("discovery asked for with POST is answered 405 with Allow, in plain text", BehaviourGroup.Api, WrongMethodAsync),
    ];

    private static async Task<IReadOnlyList<JsonElement>> AskAsync(Trial trial, string query, CancellationToken cancellationToken)
    {
        var answer = await trial.Signer.SendAsync(HttpMethod.Get, SignerClient.DiscoveryPath + query, body: null, cancellationToken);
        if (answer.Status == NotFound)
        {
            throw new SkippedException("the signer serves no discovery");
        }

        if (answer.Status == CacheEmpty)
        {
            answer.IsError(CacheEmpty, "Service Unavailable Error");
            throw new SkippedException("the signer knows no orchestrator now");
        }

        Expect.Equal(200, answer.Status, "status");
        Expect.Equal("application/json", answer.Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type");
        Expect.Equal(JsonValueKind.Array, answer.Json().ValueKind, "kind of the answer");
        return [.. answer.Json().EnumerateArray()];
    }

    private static async Task ListAsync(Trial trial, CancellationToken cancellationToken)
    {
        foreach (var entry in await AskAsync(trial, string.Empty, cancellationToken))
        {
            var address = entry.GetProperty("address").GetString();
            Expect.That(Uri.TryCreate(address, UriKind.Absolute, out _), $"the address \"{address}\" is no URL");
            Expect.Equal(1, entry.GetProperty("score").GetDouble(), "score");
        }
    }

    private static async Task NobodyAsync(Trial trial, CancellationToken cancellationToken) =>
        Expect.Equal(0, (await AskAsync(trial, "?caps=no-such-pipeline/no-such-model", cancellationToken)).Count, "entries");

    private static async Task FilterAsync(Trial trial, CancellationToken cancellationToken)
    {
        var all = await AskAsync(trial, string.Empty, cancellationToken);
        var capability = all.SelectMany(Capabilities).FirstOrDefault() ?? throw new SkippedException("no orchestrator of this signer has a capability");
        var expected = all.Where(entry => Capabilities(entry).Contains(capability)).Select(Address).Order();
        var found = (await AskAsync(trial, "?caps=no-such-pipeline/no-such-model&caps=&caps=" + Uri.EscapeDataString(capability), cancellationToken)).Select(Address).Order();
        Expect.Equal(string.Join(' ', expected), string.Join(' ', found), $"addresses with {capability}");
    }

    private static async Task WrongMethodAsync(Trial trial, CancellationToken cancellationToken)
    {
        await AskAsync(trial, string.Empty, cancellationToken);
        var answer = await trial.Signer.SendAsync(HttpMethod.Post, SignerClient.DiscoveryPath, "{}", cancellationToken);
        Expect.Equal(405, answer.Status, "status");
        Expect.Contains("GET", answer.Headers.GetValueOrDefault("Allow", "nothing"), "header Allow");
        Expect.Contains("text/plain", answer.Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type");
    }

    private static IEnumerable<string> Capabilities(JsonElement entry) =>
        entry.TryGetProperty("capabilities", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static string Address(JsonElement entry) => entry.GetProperty("address").GetString()!;
}
