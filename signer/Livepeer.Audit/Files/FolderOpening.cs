using System.Globalization;

namespace Livepeer.Audit.Files;

/// <summary>Makes or opens a log's folder: permissions, the lock, and what a process that ended in the middle of a write left behind.</summary>
internal static class FolderOpening
{
    // Much more than one batch, of which anything may be missing after a power cut; more than that was not written by a signer.
    private const long MaxTornBytes = 32 * 1024 * 1024;

    private const string WayOut = "Keep the folder for an investigation, and give the signer another one with --audit-dir.";

    /// <exception cref="AuditFolderException">The folder cannot be used.</exception>
    public static OpenedFolder Open(string folder)
    {
        var path = Path.GetFullPath(folder);
        if (File.Exists(path))
        {
            throw new AuditFolderException($"The audit folder cannot be used: {path} is no folder but a file. Give another one with --audit-dir.");
        }

        FileStream? held = null;
        try
        {
            Create(path);
            held = Lock(path);
            return Recover(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new AuditFolderException($"The audit folder {path} cannot be used: {failure.Message}", failure);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream Lock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(Path.Combine(path, AuditFileNames.Lock), options);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new AuditFolderException(
                $"The audit folder {path} is in use by another process, or cannot be locked ({failure.Message}). Each signer needs a folder of its own: --audit-dir.", failure);
        }
    }

    // Everything is looked at before anything is touched: a start that refuses leaves the evidence as it found it, and the next one refuses as well.
    private static OpenedFolder Recover(string path, FileStream held)
    {
        var withoutRecord = new List<string>();
        foreach (var (file, _) in AuditFileNames.In(path).Reverse())
        {
            var tail = FileTail.Of(file);
            if (tail.TornBytes > MaxTornBytes)
            {
                throw new AuditFolderException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The audit log is damaged: in {file} nothing holds together behind record {tail.Head.Sequence} ({tail.TornBytes} bytes). {WayOut}"));
            }

            if (tail.Head.Sequence > 0)
            {
                // It has to name its log: better known now than when its end is cut off.
                _ = LogId.Of(file);
                return Repair(path, held, file, tail, withoutRecord);
            }

            if (tail.TornLines > 0)
            {
                throw new AuditFolderException($"The audit log is damaged: {file} begins with what is no record. {WayOut}");
            }

            withoutRecord.Add(file);
        }

        // A new log. Files that were emptied are all that is left of an earlier one: they are kept.
        return new OpenedFolder(path, held, default, null, 0, 0, 0, null, [.. withoutRecord.Select(AsideFile.KeepWithoutRecord)]);
    }

    private static OpenedFolder Repair(string path, FileStream held, string file, FileTail tail, List<string> withoutRecord)
    {
        var cutFile = tail.TornLines > 0 ? AsideFile.Keep(file, tail) : null;
        if (tail.TornBytes > 0)
        {
            using var opened = new AuditDisk().Open(file);
            opened.Cut(tail.ValidLength);
        }

        // Begun and never written: the end of the log is in the file before.
        var byEmptiness = withoutRecord.ToLookup(static name => new FileInfo(name).Length == 0);
        foreach (var empty in byEmptiness[true])
        {
            File.Delete(empty);
        }

        return new OpenedFolder(path, held, tail.Head, file, tail.ValidLength, tail.TornBytes, tail.TornLines, cutFile, [.. byEmptiness[false].Select(AsideFile.KeepWithoutRecord)]);
    }
}

/// <summary>A folder that is ready to be written to.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Held">The lock, until it is disposed.</param>
/// <param name="Head">Last record.</param>
/// <param name="LastFile">File of the last record; null when there is none.</param>
/// <param name="LastLength">Its bytes.</param>
/// <param name="CutBytes">Bytes that were taken away behind it.</param>
/// <param name="CutRecords">Whole lines among them.</param>
/// <param name="CutFile">Name of the file that keeps them; null without whole lines.</param>
/// <param name="WithoutRecord">Names, as they are now, of files that were kept although there is no record in them.</param>
internal sealed record OpenedFolder(
    string Path, FileStream Held, AuditHead Head, string? LastFile, long LastLength, long CutBytes, long CutRecords, string? CutFile, IReadOnlyList<string> WithoutRecord);
