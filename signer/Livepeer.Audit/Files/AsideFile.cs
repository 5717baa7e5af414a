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

    /// <summary>Moves a file without a record out of the log's way. An empty one that is called as a new log's first is in no way: that log goes on in it.</summary>
    /// <returns>Its name now.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static string KeepWithoutRecord(string file)
    {
        var (folder, name) = (Path.GetDirectoryName(file)!, Path.GetFileName(file));
        if (name == AuditFileNames.Of(1) && new FileInfo(file).Length == 0)
        {
            return name;
        }

        var kept = FreeName(folder, name + ".without-record");
        File.Move(file, Path.Combine(folder, kept), overwrite: false);
        FolderFlush.Run(folder);
        return kept;
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
