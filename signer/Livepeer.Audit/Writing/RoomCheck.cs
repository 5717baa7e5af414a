using Livepeer.Audit.Files;

namespace Livepeer.Audit.Writing;

/// <summary>
/// After a batch that did not get to the disk: whether as much would get there now. That a short record does says nothing: the last block of a full disk takes some. Costs nothing
/// while writing works. For the writer's thread.
/// </summary>
internal sealed class RoomCheck(AuditFiles files)
{
    // Some payments: with room for just one the next question would be answered wrongly.
    private const long Least = 64 * 1024;

    // Bytes of the last batch that failed, at most those of one batch; 0 since as many were written.
    private long _failed;

    public void Failed(long bytes) => _failed = bytes;

    public void Written(long bytes) => _failed = bytes >= _failed ? 0 : _failed;

    /// <summary>Tries it, if the last batch failed.</summary>
    /// <param name="nextSequence">Number of the next record.</param>
    /// <returns>Null when nothing stands in the way.</returns>
    public Exception? Try(long nextSequence)
    {
        if (_failed == 0)
        {
            return null;
        }

        try
        {
            files.TryRoom(Math.Max(_failed, Least), nextSequence);
            _failed = 0;
            return null;
        }
        catch (Exception failure)
        {
            // As with a batch: whatever it was, the next question tries again.
            return failure;
        }
    }
}
