using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livepeer.Orchestrators.Tests.Sources;

public sealed class MergedListsTests
{
    private static readonly ListedOrchestrator First = new(new Uri("https://a.example:8935"), Configured: false);
    private static readonly ListedOrchestrator Second = new(new Uri("https://b.example:8935"), Configured: false);

    [Fact]
    public async Task FailingSource_Read_KeepsItsLastList()
    {
        var source = new ScriptedSource { List = [First] };
        var lists = new MergedLists([source], 10, NullLogger.Instance);
        await lists.ReadAsync(CancellationToken.None);
        source.Fails = true;

        Assert.Equal([First], await lists.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ListThatBecomesEmpty_Read_KeepsItsLastList()
    {
        var source = new ScriptedSource { List = [First] };
        var lists = new MergedLists([source], 10, NullLogger.Instance);
        await lists.ReadAsync(CancellationToken.None);
        source.List = [];

        Assert.Equal([First], await lists.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task TwoSources_Read_AreOneListAndVouchingCounts()
    {
        var lists = new MergedLists([new ScriptedSource { List = [First, Second] }, new ScriptedSource { List = [First with { Configured = true }] }], 10, NullLogger.Instance);

        var merged = await lists.ReadAsync(CancellationToken.None);

        Assert.Equal([(First.Uri, true), (Second.Uri, false)], merged.Select(orchestrator => (orchestrator.Uri, orchestrator.Configured)));
    }

    [Fact]
    public async Task LongList_Read_IsCutAtTheBound()
    {
        var lists = new MergedLists([new ScriptedSource { List = [First, Second] }], 1, NullLogger.Instance);

        Assert.Single(await lists.ReadAsync(CancellationToken.None));
    }
}
