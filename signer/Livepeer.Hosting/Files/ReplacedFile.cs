namespace Livepeer.Hosting.Files;

/// <summary>A file that is only ever replaced whole: readers see the old content or the new, and after a power cut one of both is there.</summary>
public static class ReplacedFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes beside the path, to the disk, moves into place, and makes the move durable too. The file has mode 0600 and the owner of the file it replaces
    /// (of the folder, where there was none): a command that root gave leaves it readable for the program.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } final ? final.FullName : Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)!;
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.unfinished");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var stream = new FileStream(unfinished, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            FileOwner.Copy(File.Exists(target) ? target : folder, unfinished);
            File.Move(unfinished, target, overwrite: true);
            DurableFolder.Flush(folder);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
