using System.Runtime;
using System.Runtime.InteropServices;
using Livepeer.Crypto;

namespace Benchmarks.Reports;

/// <summary>What a figure is worth nothing without.</summary>
/// <param name="Time">Start of the run.</param>
/// <param name="Processor">Model as the system names it.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="System">Kernel or system version.</param>
/// <param name="Runtime">.NET version and garbage collector.</param>
/// <param name="DataFileSystem">Type of the file system that holds the ledgers; a flush on tmpfs costs nothing and proves nothing.</param>
/// <param name="Curve">Signing library in use.</param>
internal sealed record Machine(
    DateTimeOffset Time, string Processor, int Cores, string System, string Runtime, string DataFileSystem, string Curve)
{
    public static Machine Read(string dataFolder, TimeProvider time) => new(
        time.GetUtcNow(),
        ProcessorModel(),
        Environment.ProcessorCount,
        File.Exists("/proc/sys/kernel/osrelease") ? $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}" : RuntimeInformation.OSDescription,
        $"{RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC",
        new DriveInfo(dataFolder).DriveFormat,
        Secp256k1.Best.Name);

    private static string ProcessorModel() =>
        (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [])
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
