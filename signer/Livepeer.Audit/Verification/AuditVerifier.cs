using Livepeer.Audit.Files;

namespace Livepeer.Audit.Verification;

/// <summary>
/// Reads a log from its first record to its last: numbers without a gap, each line naming the hash of the one before it, signed heads. Reads only, also
/// while a signer writes.
/// </summary>
public static class AuditVerifier
{
    /// <summary>Findings that are listed; the walk ends with the last of them.</summary>
    public const int MaxFindings = 100;

    private const long ProgressBytes = 8 * 1024 * 1024;

    /// <summary>Verifies a folder. Blocks on the disk.</summary>
    /// <param name="folder">The log.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="progress">Told now and then, on the calling thread.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="AuditFolderException">The folder cannot be read, or holds no log.</exception>
    public static AuditVerification Run(string folder, AuditVerificationOptions options, Action<AuditProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            if (File.Exists(folder))
            {
                throw new AuditFolderException($"{Path.GetFullPath(folder)} is no folder but a file.");
            }

            var files = AuditFileNames.In(folder);
            return files.Count == 0
                ? throw new AuditFolderException($"The folder {Path.GetFullPath(folder)} holds no audit log.")
                : Walk(files, AuditFileNames.CutIn(folder), options, progress, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AuditFolderException($"The audit log in {folder} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The name of a log, by the first record of its last file that has a sound one: what is damaged is for the walk to find. Blocks on the disk.</summary>
    /// <param name="folder">The log.</param>
    /// <returns>Null when no file's first record says it.</returns>
    /// <exception cref="AuditFolderException">The folder cannot be read.</exception>
    public static string? LogOf(string folder)
    {
        try
        {
            return AuditFileNames.In(folder).Reverse().Select(static file => LogId.TryOf(file.Path)).FirstOrDefault(static log => log is not null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AuditFolderException($"The audit log in {folder} cannot be read: {failure.Message}", failure);
        }
    }

    private static AuditVerification Walk(
        IReadOnlyList<(string Path, long FirstSequence)> files, IReadOnlyList<string> cutFiles, AuditVerificationOptions options, Action<AuditProgress> progress, CancellationToken cancellationToken)
    {
        var total = files.Sum(static file => new FileInfo(file.Path).Length);
        var walk = new LogWalk(options);
        var told = 0L;
        foreach (var (path, firstSequence) in files)
        {
            var isLastFile = path == files[^1].Path;
            walk.BeginFile(Path.GetFileName(path), firstSequence);
            using var reader = new LineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
            while (walk.Findings.Count < MaxFindings && reader.TryRead(out var line))
            {
                walk.Line(line, reader.IsWhole, isLastFile);
                if (walk.Bytes + reader.Position - told >= ProgressBytes)
                {
                    told = walk.Bytes + reader.Position;
                    cancellationToken.ThrowIfCancellationRequested();
                    progress(new AuditProgress(walk.Records, told, total));
                }
            }

            walk.EndFile(reader.Position, isLastFile);
        }

        progress(new AuditProgress(walk.Records, walk.Bytes, total));
        return walk.Finish(files.Count, cutFiles);
    }
}
