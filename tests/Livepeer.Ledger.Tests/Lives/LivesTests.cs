namespace Livepeer.Ledger.Tests.Lives;

/// <summary>
/// Every order of events, up to a length, in a small world of two signers and one store that forgets (decision 13): no nonce is signed for two payments. Each
/// rule of the protocol is needed: without it the same search finds a way.
/// </summary>
public sealed class LivesTests
{
    [Theory]
    [InlineData(1, 1, 1, 8)]
    [InlineData(1, 0, 1, 9)]
    [InlineData(2, 0, 0, 9)]
    [InlineData(1, 2, 0, 8)]
    [InlineData(0, 2, 2, 7)]
    public void AsBuilt_EveryOrderOfEvents_SignsNoNonceTwice(int losses, int crashes, int unknowns, int steps)
    {
        var (violation, worlds) = Explore(Protocol.AsBuilt, new(losses, crashes, unknowns), steps);

        Assert.Null(violation);
        Assert.True(worlds > 10_000, $"Only {worlds} worlds were seen.");
    }

    [Fact]
    public void WithoutGenerations_NoncesAreUniqueAllTheSame()
    {
        // Generations close spaces of which nobody knows how full they are, and credit that nobody knows of; uniqueness rests on epochs alone.
        var (violation, _) = Explore(Protocol.AsBuilt with { NewGenerationAfterLoss = false }, new(1, 0, 1), 7);

        Assert.Null(violation);
    }

    public static TheoryData<string> Rules => [.. Broken.Keys];

    private static Dictionary<string, (Protocol Protocol, World.Limits Limits, int Steps)> Broken { get; } = new()
    {
        ["a restart keeps the epoch"] = (Protocol.AsBuilt with { EpochPerLife = false }, new(1, 1, 0), 8),
        ["an unknown outcome keeps the epoch"] = (Protocol.AsBuilt with { NewEpochAfterUnknown = false }, new(1, 0, 1), 8),
        ["a loss keeps the epoch"] = (Protocol.AsBuilt with { NewEpochAfterLoss = false }, new(1, 0, 0), 8),
        ["a writer does not look for its last commit"] = (Protocol.AsBuilt with { CompareOwnNumber = false }, new(1, 0, 0), 8),
        ["rows are overwritten blindly"] = (Protocol.AsBuilt with { CompareRows = false }, new(0, 0, 0), 8),
        ["a number is used again"] = (Protocol.AsBuilt with { NumbersAreUsedOnce = false }, new(1, 0, 1), 10),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void WithoutARule_SomeOrderOfEvents_BreaksTheWorld(string rule)
    {
        var (protocol, limits, steps) = Broken[rule];

        var (violation, _) = Explore(protocol, limits, steps);

        Assert.Contains(rule == "rows are overwritten blindly" ? "paid twice without a loss" : "signed for two payments", violation, StringComparison.Ordinal);
    }

    /// <summary>All worlds within a number of steps, the nearest first.</summary>
    private static (string? Violation, int Worlds) Explore(Protocol protocol, World.Limits limits, int steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var worlds = new List<(World World, string Path)> { (new World(protocol), string.Empty) };
        for (var step = 0; step < steps; step++)
        {
            var next = new List<(World, string)>();
            foreach (var (world, path) in worlds)
            {
                foreach (var (name, after) in world.Next(limits))
                {
                    var way = $"{path}; {name}";
                    if (after.Violation is { } violation)
                    {
                        return ($"{violation}: {way}", seen.Count);
                    }

                    if (seen.Add(after.Name()))
                    {
                        next.Add((after, way));
                    }
                }
            }

            worlds = next;
        }

        return (null, seen.Count);
    }
}
