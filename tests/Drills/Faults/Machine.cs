namespace Drills.Faults;

/// <summary>What this machine has.</summary>
internal static class Machine
{
    /// <summary>Null when all programs are on the path.</summary>
    public static string? Lacks(params string[] programs) =>
        programs.FirstOrDefault(program => !Folders().Any(folder => File.Exists(Path.Combine(folder, program)))) is { } missing ? $"'{missing}' is not on the path" : null;

    private static string[] Folders() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries);
}
