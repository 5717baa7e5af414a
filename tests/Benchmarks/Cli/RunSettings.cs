namespace Benchmarks.Cli;

/// <summary>How long things are measured, and where files go.</summary>
/// <param name="DataFolder">Parent of temporary folders; must be on the disk whose flushes are meant.</param>
/// <param name="Rounds">Repetitions of a measurement on one thread; the median counts.</param>
/// <param name="Round">Length of one of them.</param>
/// <param name="WarmUps">Stretches of load before anything is counted, at most.</param>
/// <param name="WarmUp">Length of one of them.</param>
/// <param name="Load">Length of a measurement with many callers.</param>
/// <param name="Publishing">Length of a measurement with publishers.</param>
internal sealed record RunSettings(string DataFolder, int Rounds, TimeSpan Round, int WarmUps, TimeSpan WarmUp, TimeSpan Load, TimeSpan Publishing)
{
    public static RunSettings Full(string dataFolder) =>
        new(dataFolder, 7, TimeSpan.FromMilliseconds(400), 8, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20));

    public static RunSettings Quick(string dataFolder) =>
        new(dataFolder, 3, TimeSpan.FromMilliseconds(80), 1, TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(4));
}
