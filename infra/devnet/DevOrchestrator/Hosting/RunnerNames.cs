namespace DevOrchestrator.Hosting;

/// <summary>The network's names of runner units and modes. Source: go-livepeer ai/runner/live_runner.go.</summary>
internal static class RunnerNames
{
    private static readonly string[] Units = ["seconds", "720p-pixel-seconds", "fixed"]; // in the order of RunnerUnit
    private static readonly string[] Modes = ["persistent", "single-shot"]; // in the order of RunnerMode

    public static string Of(RunnerUnit unit) => Units[(int)unit];

    public static string Of(RunnerMode mode) => Modes[(int)mode];

    public static bool TryParse(string text, out RunnerUnit unit)
    {
        unit = (RunnerUnit)Array.IndexOf(Units, text);
        return unit >= 0;
    }

    public static bool TryParse(string text, out RunnerMode mode)
    {
        mode = (RunnerMode)Array.IndexOf(Modes, text);
        return mode >= 0;
    }
}
