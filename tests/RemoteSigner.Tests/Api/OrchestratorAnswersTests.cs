using Google.Protobuf.Collections;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Payments.Money;
using Livepeer.Wire.Discovery;
using RemoteSigner.Api.Grpc;
using ListedOrchestrator = Livepeer.Protos.RemoteSigner.V1.ListedOrchestrator;

namespace RemoteSigner.Tests.Api;

public sealed class OrchestratorAnswersTests
{
    [Fact]
    public void TalkativeOrchestrator_AmongOthers_LosesItsDetailsAndNobodyElseDoes()
    {
        var entries = new RepeatedField<ListedOrchestrator>();

        new OrchestratorAnswers(mostBytes: 10_000).Add(entries, [With("https://a.example:8935", runners: 2), With("https://b.example:8935", runners: 20), With("https://c.example:8935", runners: 1)]);

        Assert.Equal([(2, false), (0, true), (1, false)], entries.Select(entry => (entry.Runners.Count, entry.Cut)));
        Assert.Equal("https://b.example:8935", entries[1].Uri);
    }

    [Fact]
    public void MoreMessages_OfOneAnswer_ShareTheRoom()
    {
        var (added, changed) = (new RepeatedField<ListedOrchestrator>(), new RepeatedField<ListedOrchestrator>());
        var answers = new OrchestratorAnswers(mostBytes: 3_000);

        answers.Add(added, [With("https://a.example:8935", runners: 2)]);
        answers.Add(changed, [With("https://b.example:8935", runners: 2)]);

        Assert.Equal((false, true), (added[0].Cut, changed[0].Cut));
    }

    [Fact]
    public void TalkativeOrchestrator_BeforeOthers_TakesNoRoomFromThem()
    {
        var entries = new RepeatedField<ListedOrchestrator>();

        new OrchestratorAnswers(mostBytes: 10_000).Add(entries, [With("https://a.example:8935", runners: 7), With("https://b.example:8935", runners: 3), With("https://c.example:8935", runners: 3)]);

        Assert.Equal([(0, true), (3, false), (3, false)], entries.Select(entry => (entry.Runners.Count, entry.Cut)));
    }

    /// <summary>Most orchestrators that are kept, with the longest addresses, all added or changed while as many were removed: what clients take by default is enough.</summary>
    [Fact]
    public void LargestMessage_OfTheLargestList_FitsWhatClientsTake()
    {
        var count = new DiscoveryOptions().MaxOrchestrators;
        var message = new Livepeer.Protos.RemoteSigner.V1.WatchOrchestratorsResponse();
        new OrchestratorAnswers().Add(message.Added, Enumerable.Range(0, count).Select(i => With(Longest(i), runners: 5)));
        message.Removed.Add(Enumerable.Range(count, count).Select(Longest));

        Assert.InRange(message.CalculateSize(), 1024 * 1024, 4 * 1024 * 1024);

        static string Longest(int i) => $"https://o{i}.example/".PadRight(Livepeer.Orchestrators.Sources.OrchestratorUri.MaxLength, 'x');
    }

    // A kilobyte a runner.
    private static DiscoveredOrchestrator With(string uri, int runners) => new(
        new Livepeer.Orchestrators.Sources.ListedOrchestrator(new Uri(uri), Configured: true),
        OrchestratorState.Answering,
        null,
        [.. Enumerable.Range(0, runners).Select(i => new RunnerAtNode(
            new Uri(uri), new OfferedRunner { Url = $"{uri}/{i}", App = "app", Metadata = new string('m', 1_000), Price = new RunnerPrice("1", "wei", "seconds") }, Rational.One))],
        null,
        null,
        null,
        Revision: 1);
}
