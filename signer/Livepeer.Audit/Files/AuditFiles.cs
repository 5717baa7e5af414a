using System.Security.Cryptography;

namespace Livepeer.Audit.Files;

/// <summary>The files of a log as its writer sees them: bytes at the end, durable or not there. For one thread.</summary>
internal sealed class AuditFiles : IDisposable
{
    // Random, because some disks keep zeros in no room at all; without a line feed, because a crash may leave them behind, where they must not look like lost records.
    private static readonly byte[] Filler = [.. RandomNumberGenerator.GetBytes(64 * 1024).Select(static value => value == '\n' ? (byte)0 : value)];

    private readonly IAuditDisk _disk;
    private readonly AuditLogOptions _options;
    private readonly string _folder;
    private string? _path;
    private IAuditFile? _file;
    private long _length;
    private bool _mayHaveMore;

    public AuditFiles(OpenedFolder folder, AuditLogOptions options, IAuditDisk disk)
    {
        (_disk, _options, _folder) = (disk, options, folder.Path);
        (_path, _length) = (folder.LastFile, folder.LastLength);
    }

    /// <summary>Appends lines and flushes them. One flush, whatever their number.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="firstSequence">Number of the first one.</param>
    /// <returns>Whether they begin a new file.</returns>
    /// <exception cref="IOException">They are not in the log: what may have been written of them is taken away, at once or before anything else is written.</exception>
    public bool Append(ReadOnlySpan<byte> lines, long firstSequence)
    {
        var begins = Prepare(firstSequence);
        try
        {
            _file!.Write(_length, lines);
            _file.Flush();
            _length += lines.Length;
            return begins;
        }
        catch
        {
            _mayHaveMore = true;
            TryCutBack();
            throw;
        }
    }

    /// <summary>Writes as many bytes behind the end, flushes them and takes them away again: afterwards there is room for them.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="firstSequence">Number of the next record.</param>
    /// <exception cref="IOException">There is not; what may have been written is taken away, at once or before anything else is written.</exception>
    public void TryRoom(long bytes, long firstSequence)
    {
        Prepare(firstSequence);
        _mayHaveMore = true;
        try
        {
            for (var written = 0L; written < bytes; written += Filler.Length)
            {
                _file!.Write(_length + written, Filler.AsSpan(0, (int)Math.Min(Filler.Length, bytes - written)));
            }

            _file!.Flush();
        }
        finally
        {
            TryCutBack();
        }
    }

    /// <summary>Whether the file is as it was left: nobody removed it, or wrote to it. When it is not, the next record begins another file.</summary>
    public bool IsUntouched()
    {
        if (_path is null || _file is null || _mayHaveMore)
        {
            return true;
        }

        var found = new FileInfo(_path);
        if (found.Exists && found.Length == _length)
        {
            return true;
        }

        Close();
        _path = null;
        return false;
    }

    public void Dispose() => Close();

    private bool Prepare(long firstSequence)
    {
        if (_path is null || _length >= _options.MaxFileBytes)
        {
            Close();
            _path = null;
            var path = Path.Combine(_folder, AuditFileNames.Of(firstSequence));
            _file = _disk.Open(path);
            _length = 0;
            if (_file.Length > 0)
            {
                _file.Cut(0);
            }

            _path = path;
            Prune();
            return true;
        }

        _file ??= _disk.Open(_path);
        if (_mayHaveMore)
        {
            _file.Cut(_length);
            _mayHaveMore = false;
        }

        return false;
    }

    // After a failed flush the system has forgotten which pages never reached the disk; the handle is opened anew, and the length made certain.
    private void TryCutBack()
    {
        try
        {
            _file?.Cut(_length);
            _mayHaveMore = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Close();
        }
    }

    private void Prune()
    {
        if (_options.KeepFiles == 0)
        {
            return;
        }

        foreach (var (path, _) in AuditFileNames.In(_folder).SkipLast(_options.KeepFiles))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Too many files are no reason not to sign; the next new file tries again.
                return;
            }
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
