namespace Benchmarks.Reports;

/// <summary>One result.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what; "x" for a ratio of two figures of the same run.</param>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>How many times the second fits into the first.</summary>
    public static Figure Ratio(string name, double first, double second) => new(name, first / second, "x");
}

/// <summary>Results that belong together.</summary>
/// <param name="Title">What of.</param>
/// <param name="Figures">In the order of reading.</param>
internal sealed record Section(string Title, IReadOnlyList<Figure> Figures)
{
    /// <summary>Part of the machine that other programs used meanwhile, 0 to 100; null where the system does not tell.</summary>
    public double? OthersPercent { get; init; }

    /// <summary>Others used so much that rates and latencies are theirs too.</summary>
    public bool IsProvisional => OthersPercent > 10;
}

/// <summary>A whole run.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Sections">What was found.</param>
internal sealed record Report(Machine Machine, IReadOnlyList<Section> Sections);
