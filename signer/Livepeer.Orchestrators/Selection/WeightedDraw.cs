namespace Livepeer.Orchestrators.Selection;

/// <summary>Draws by weight.</summary>
internal static class WeightedDraw
{
    /// <summary>The first index whose cumulated share reaches a number in [0, 1).</summary>
    public static int Draw(IReadOnlyList<double> weights, double random)
    {
        var target = random * weights.Sum();
        var reached = 0.0;
        for (var i = 0; i < weights.Count - 1; i++)
        {
            reached += weights[i];
            if (reached > target)
            {
                return i;
            }
        }

        return weights.Count - 1;
    }
}
