using System.Diagnostics;

namespace Conformance.Tests.Strangers;

/// <summary>A test that needs Python with the packages of the network's SDK. Where they are missing it is skipped with the reason; in CI it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Found = new(Find);

    public PythonFactAttribute()
    {
        if (Interpreter is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "needs python3 with grpcio, protobuf and aiohttp (Debian: python3-grpcio, python3-protobuf, python3-aiohttp); ./test installs them where it can";
        }
    }

    /// <summary>The first interpreter that has the packages; the distribution's comes first.</summary>
    public static string? Interpreter => Found.Value;

    private static string? Find() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasPackages);

    private static bool HasPackages(string interpreter)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import grpc, google.protobuf, aiohttp"]) { RedirectStandardError = true });
            return python is not null && python.WaitForExit(TimeSpan.FromSeconds(20)) && python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
