using GatewayLite.Pipelines.Video;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class LatencyScoresTests
{
    [Theory]
    [InlineData(2.0, 2.0, 1000)]
    [InlineData(1.0, 4.0, 250)]
    [InlineData(1.5, 0.5, 1000)]
    public void Of_TimeAndDuration_IsInThousandths(double elapsed, double duration, int score) =>
        Assert.Equal(score, LatencyScores.Of(TimeSpan.FromSeconds(elapsed), TimeSpan.FromSeconds(duration)));

    [Theory]
    [InlineData(new[] { 1200 }, false)]
    [InlineData(new[] { 1200, 1200 }, true)]
    [InlineData(new[] { 1200, 900, 1200 }, true)]
    [InlineData(new[] { 1200, 900, 900, 1200 }, false)]
    [InlineData(new[] { 1000, 1000, 1000 }, false)]
    public void Add_ScoresInARow_SwapsAfterTwoBadOfThree(int[] scores, bool swap)
    {
        var latencies = new LatencyScores();
        var asked = false;
        foreach (var score in scores)
        {
            asked = latencies.Add(score);
        }

        Assert.Equal(swap, asked);
    }

    [Theory]
    [InlineData(2, 3, 2)]
    [InlineData(2, 1.5, 1)]
    [InlineData(10, 15, 5)]
    public void UploadLimit_DurationAndAttempt_LeavesTimeForTheWork(double duration, double attempt, double limit) =>
        Assert.Equal(TimeSpan.FromSeconds(limit), SegmentExchange.UploadLimit(TimeSpan.FromSeconds(duration), TimeSpan.FromSeconds(attempt)));
}
