using System.Globalization;
using System.Text;

namespace Livepeer.Audit.Files;

/// <summary>
/// The file beside a log that names the ledger's generation which has everything of the log: <c>log generation</c>, one line. It is replaced as a whole, so after a crash
/// it names that generation or the one before.
/// </summary>
internal static class RepairMark
{
    private const string Name = "repaired-generation";
    private const int MaxBytes = 256;

    /// <summary>Null without a mark, or with one that is not of this log.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static long? Read(string folder, string log)
    {
        var file = new FileInfo(Path.Combine(folder, Name));
        if (!file.Exists || file.Length > MaxBytes)
        {
            return null;
        }

        var words = File.ReadAllText(file.FullName).TrimEnd('\n').Split(' ');
        return words.Length == 2 && words[0] == log && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : null;
    }

    /// <exception cref="IOException">It is not known to be on the disk; the earlier one may still be there.</exception>
    public static void Write(string folder, string log, long generation)
    {
        var path = Path.Combine(folder, Name);
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{log} {generation}\n")));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        FolderFlush.Run(folder);
    }
}
