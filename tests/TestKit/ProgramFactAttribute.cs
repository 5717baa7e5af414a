namespace TestKit;

/// <summary>
/// A test that needs programs from outside. Where one is missing, the test is skipped with its name, so that the count shows it;
/// in CI (environment variable CI set) it runs and fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        ArgumentNullException.ThrowIfNull(programs);
        var missing = programs.Where(program => !Programs.Has(program)).ToArray();
        if (missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"needs {string.Join(", ", missing)}, which this machine does not have; ./test installs it where it can";
        }
    }
}
