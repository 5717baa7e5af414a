using System.Text;
using Google.Protobuf;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Protos.Net;
using Livepeer.Wire.Discovery;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>Entries and states of the list, made of what orchestrators would have said.</summary>
internal static class Listing
{
    public static PriceCeilings Ceiling(long wei) => PriceCeilings.None with { Global = new Rational(wei) };

    /// <summary>An orchestrator that answered with models of text-to-image and a price of 1200 wei.</summary>
    public static DiscoveredOrchestrator Seen(string uri, string[] models, string runners = "[]", Action<OrchestratorInfo>? change = null, PriceCeilings? ceilings = null, int millis = 10, bool vouched = true)
    {
        var watched = Watched(uri, ceilings, vouched: vouched);
        watched.Learn(new SurveyResult(Answer(Info(uri, models, change), millis), Nodes(runners)));
        return watched.Publish(1);
    }

    public static DiscoveredOrchestrator Unseen(string uri) => Watched(uri, ceilings: null).Publish(1);

    public static WatchedOrchestrator Watched(string uri, PriceCeilings? ceilings = null, TimeProvider? time = null, bool vouched = true) =>
        new(new ListedOrchestrator(new Uri(uri), vouched), new DiscoveryOptions { Ceilings = ceilings ?? PriceCeilings.None }, time ?? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Some.Now));

    public static DiscoverySnapshot Snapshot(params DiscoveredOrchestrator[] orchestrators) => Snapshot(1, orchestrators);

    public static DiscoverySnapshot Snapshot(long revision, params DiscoveredOrchestrator[] orchestrators) =>
        new(revision, [.. orchestrators], new DiscoveryCounts(0, 0, 0, 0, null, 0), Task.CompletedTask);

    public static AskResult.Answered Answer(OrchestratorInfo info, int millis = 10) =>
        new(OrchestratorInfoReader.TryRead(info.ToByteArray(), out var description, out var fault) ? description : throw new InvalidOperationException(fault.ToString()), TimeSpan.FromMilliseconds(millis));

    public static AskResult.Failed NoAnswer() => new(new OrchestratorRefusal(OrchestratorRefusalKind.TimedOut, "no answer"));

    public static IReadOnlyList<AnnouncedNode> Nodes(string json) =>
        DiscoveryReader.TryReadNodes(Encoding.UTF8.GetBytes(json), out var nodes) ? nodes : throw new InvalidOperationException(json);

    public static OrchestratorInfo Info(string uri, string[] models, Action<OrchestratorInfo>? change = null)
    {
        var info = Some.Info(new Uri(uri), Some.Now);
        Offer(info, 27, models);
        change?.Invoke(info);
        return info;
    }

    public static void Offer(OrchestratorInfo info, uint capability, params string[] models)
    {
        info.Capabilities.Constraints ??= new Capabilities.Types.Constraints();
        var constraints = new Capabilities.Types.CapabilityConstraints();
        foreach (var model in models)
        {
            constraints.Models[model] = new Capabilities.Types.ModelConstraint();
        }

        info.Capabilities.Bitstring[0] |= 1UL << (int)capability;
        info.Capabilities.Constraints.PerCapability[capability] = constraints;
    }

    /// <summary>One node with one runner at a price in wei.</summary>
    public static string Runners(string address, string url, string app = "live-video-to-video/scope", string price = "80") =>
        $$"""[{"address":"{{address}}","runners":[{"url":"{{url}}","app":"{{app}}","capacity":1,"price_info":{"price":{{price}},"currency":"wei","unit":"seconds"} }]}]""";
}
