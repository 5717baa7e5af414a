using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>The wall clock of the signer jumps to and fro, as after a snapshot that is resumed or a wrong time server. Its monotonic clock goes on.</summary>
internal sealed class JumpClock : IDrill
{
    private static readonly string[] Offsets = ["+15", "-20", "+0"];

    public string Name => "jump-clock";

    public string Fault => "clock of the signer 15 s ahead, 20 s behind, right again";

    public int ShortCycles => 2;

    public int LongCycles => 100;

    private static string? Library => Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    public string? Missing() => Library is null ? "libfaketime is not installed" : null;

    public async Task SetUpAsync(Stage stage, CancellationToken cancellationToken)
    {
        Set(stage, Offsets[^1]);
        var signer = stage.Keep(new Replica(stage.Files, stage.Spawner, "signer", [])
        {
            Surroundings = [$"LD_PRELOAD={Library}", "DONT_FAKE_MONOTONIC=1", "FAKETIME_NO_CACHE=1", $"FAKETIME_TIMESTAMP_FILE={OffsetFile(stage)}"],
        });
        await signer.StartAsync(cancellationToken);
        stage.Replicas.Add(signer);
    }

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        foreach (var offset in Offsets)
        {
            Set(stage, offset);
            await crowd.MoreAsync(20, cancellationToken);
        }
    }

    private static string OffsetFile(Stage stage) => Path.Combine(stage.Folder, "offset");

    // Read again and again by the signer: it never sees half of it.
    private static void Set(Stage stage, string offset)
    {
        var fresh = OffsetFile(stage) + ".new";
        File.WriteAllText(fresh, offset + "\n");
        File.Move(fresh, OffsetFile(stage), overwrite: true);
    }
}
