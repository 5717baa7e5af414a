namespace Livepeer.Hosting.Files;

/// <summary>Notices that files may have changed. Belongs to one reader; not thread-safe.</summary>
public sealed class FileChange(TimeProvider time, params string[] paths)
{
    // File systems tell times in steps. A file that was written again within one, to the same length, looks as before.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private FileStamp[]? _seen;
    private bool _settled;

    /// <summary>Whether a file may hold something else than at the last look. Once after each change, and a few times more while a write is fresh.</summary>
    public bool Look()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = Array.ConvertAll(paths, FileStamp.Of);
        var changed = !_settled || _seen is null || !found.AsSpan().SequenceEqual(_seen);
        _seen = found;
        _settled = Array.TrueForAll(found, stamp => stamp.Written < now - Settling);
        return changed;
    }

    /// <summary>Makes the next look find a change: what was there could not be read.</summary>
    public void Forget() => _seen = null;
}
