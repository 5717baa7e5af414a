namespace Livepeer.Hosting.Files;

/// <summary>Lets one process at a time change something: whoever holds a lock file open. The file stays; the lock ends with its holder, whatever happens to him.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">Of the lock file; made with mode 0600.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="IOException">Another process holds it for longer than any change takes.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file may not be opened.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var isNew = !File.Exists(path);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var held = new FileStream(path, options);
                if (isNew)
                {
                    FileOwner.Copy(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
                }

                return new FileLock(held);
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException) && time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Lets the next one.</summary>
    public void Dispose() => _held.Dispose();
}
