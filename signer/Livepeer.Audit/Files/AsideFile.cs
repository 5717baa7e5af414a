using System.Globalization;

namespace Livepeer.Audit.Files;

/// <summary>Files beside a log with what a start took out of it. Nothing that looks like a record is thrown away, and nothing that was kept is written over.</summary>
internal static class AsideFile
{
    // So many damaged ends at one place are somebody's work; the folder is left to people then.
    private const int MaxOfAName = 1_000;

    /// <summary>Copies what is behind a file's last good record, durably.</summary>
    /// <returns>Name of the copy.</returns>
    /// <exception cref="IOException">It cannot be kept; nothing is left of the attempt.</exception>
    public static string Keep(string file, FileTail tail)
    {
        var folder = Path.GetDirectoryName(file)!;
        var fresh = file + ".new";
        File.Delete(fresh);
        try
        {
            Copy(file, tail.ValidLength, fresh);
            var name = FreeName(folder, AuditFileNames.OfCut(file, tail.Head));
            File.Move(fresh, Path.Combine(folder, name), overwrite: false);
            FolderFlush.Run(folder);
            return name;
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    private static void Copy(string file, long from, string to)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = new FileStream(to, options);
        source.Position = from;
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static string FreeName(string folder, string name)
    {
        for (var number = 1; number <= MaxOfAName; number++)
        {
            var free = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
            if (!Path.Exists(Path.Combine(folder, free)))
            {
                return free;
            }
        }

        throw new IOException($"There are {MaxOfAName} files {name} in {folder} already: look at them, and move them elsewhere.");
    }
}
