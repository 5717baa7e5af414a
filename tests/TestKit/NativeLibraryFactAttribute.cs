using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>
/// A test that needs one of several files of a native library. Where none loads, the test is skipped with the names, so that the count
/// shows it; in CI (environment variable CI set) it runs and fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeLibraryFactAttribute : FactAttribute
{
    public NativeLibraryFactAttribute(params string[] fileNames)
    {
        ArgumentNullException.ThrowIfNull(fileNames);
        if (!fileNames.Any(name => NativeLibrary.TryLoad(name, out _)) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"needs {string.Join(" or ", fileNames)}, which this machine does not have; ./test installs it where it can";
        }
    }
}
