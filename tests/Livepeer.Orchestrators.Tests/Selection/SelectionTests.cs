using FsCheck;
using FsCheck.Xunit;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Tests.Fakes;

namespace Livepeer.Orchestrators.Tests.Selection;

public sealed class SelectionTests
{
    [Fact]
    public void FastAndSlow_WeighedByLatency_TheFastMostlyWins()
    {
        var weights = new LatencySelection(LatencySelection.DefaultRandomShare).Weigh([Candidate(0.25), Candidate(1.0)]);

        // 16 to 1 by speed for 70 %, half each of 30 %.
        Assert.Equal([(0.7 * 16 / 17) + 0.15, (0.7 / 17) + 0.15], weights.Select(weight => weight), (left, right) => Math.Abs(left - right) < 1e-9);
    }

    [Fact]
    public void Newcomer_WeighedByLatency_CountsAsTheAverage()
    {
        var weights = new LatencySelection(0).Weigh([Candidate(0.5), Candidate(1.5), Candidate(null), Candidate(1.0)]);

        Assert.Equal(weights[3], weights[2], 9);
    }

    [Fact]
    public void Newcomers_WeighedByLatency_AreEqual()
    {
        var weights = new LatencySelection(0.3).Weigh([Candidate(null), Candidate(null)]);

        Assert.Equal(weights[0], weights[1], 9);
    }

    /// <summary>Source: go-livepeer server/selection_algorithm_test.go: prices 100 and 200 with factor 100 share e to 1.</summary>
    [Fact]
    public void CheapAndDear_WeighedByPrice_ShareByTheExponential()
    {
        var weights = new PriceSelection(0, 100).Weigh([Priced(100), Priced(200)]);

        Assert.Equal(Math.E, weights[0] / weights[1], 6);
    }

    [Fact]
    public void HugePrices_WeighedByPrice_StayNumbers()
    {
        var weights = new PriceSelection(0.3, 100).Weigh([Priced(long.MaxValue), Priced(long.MaxValue), Priced(0)]);

        Assert.All(weights, weight => Assert.InRange(weight, 0.09, 1));
    }

    [Property]
    public void AnyWeights_Drawn_GiveAnIndexWithWeight(NonEmptyArray<byte> raw, byte position)
    {
        var weights = raw.Get.Select(weight => (double)weight).ToArray();

        var index = WeightedDraw.Draw(weights, position / 256.0);

        Assert.InRange(index, 0, weights.Length - 1);
        Assert.True(weights.Sum() == 0 || weights[index] > 0 || index == weights.Length - 1);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.9999, 1)]
    public void OneToThree_Drawn_ByShare(double random, int index) => Assert.Equal(index, WeightedDraw.Draw([1, 3], random));

    private static SelectionCandidate Candidate(double? score) => new(score, TimeSpan.FromMilliseconds(20), Some.Wei(1));

    private static SelectionCandidate Priced(long price) => new(null, TimeSpan.Zero, Some.Wei(price));
}
