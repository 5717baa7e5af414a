using Benchmarks.Cli;

namespace Benchmarks.Processes;

/// <summary>A folder for one benchmark, deleted afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder(RunSettings settings)
    {
        Path = System.IO.Path.Combine(settings.DataFolder, $"benchmark-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
