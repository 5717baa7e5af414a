using System.Globalization;
using DevNet.Processes;
using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>The disk of ledger and audit log fills up, and is freed again. Needs the right to mount a small file system.</summary>
internal sealed class DiskFull(TimeProvider time) : IDrill
{
    private const int Mebibytes = 24;
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(2);

    public string Name => "disk-full";

    public string Fault => "no space left on the disk of ledger and audit log";

    public int ShortCycles => 1;

    public int LongCycles => 100;

    public string? Missing() => Environment.IsPrivilegedProcess ? Machine.Lacks("mount") : "only root can mount a small file system";

    public async Task SetUpAsync(Stage stage, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(stage.Folder, "signer");
        Directory.CreateDirectory(folder);
        await MountAsync(stage, "mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Mebibytes}m,mode=0700"), "drill", folder], cancellationToken);
        _ = stage.Keep(new Mounted(stage, folder));
        _ = await stage.AddReplicaAsync("signer", [], cancellationToken);
    }

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        var filler = Path.Combine(stage.Replicas[0].Folder, "filler");
        await FillAsync(filler, cancellationToken);
        await Task.Delay(Full, time, cancellationToken);
        File.Delete(filler);
        await crowd.MoreAsync(10, cancellationToken);
    }

    private static async Task FillAsync(string path, CancellationToken cancellationToken)
    {
        var block = new byte[64 * 1024];
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var written = 0; written < Mebibytes * 32; written++)
            {
                await file.WriteAsync(block, cancellationToken);
            }
        }
        catch (IOException)
        {
            // Full: that is what was wanted.
        }
    }

    private static async Task MountAsync(Stage stage, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var process = await ChildProcess.StartAsync(stage.Spawner, program, program, arguments, stage.Folder);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {process.LastWords()}");
        }
    }

    private sealed class Mounted(Stage stage, string folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await MountAsync(stage, "umount", ["-l", folder], CancellationToken.None);
    }
}
