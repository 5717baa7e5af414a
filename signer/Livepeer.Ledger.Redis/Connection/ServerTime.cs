namespace Livepeer.Ledger.Redis.Connection;

/// <summary>
/// The server's clock as this process can tell it between two answers: the last time that was heard, and what has passed here since. It is behind the
/// server by at most the way of an answer. Written by the writer's thread, read by any.
/// </summary>
internal sealed class ServerTime(TimeProvider local) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _heard = local.GetUtcNow();
    private long _heardAt = local.GetTimestamp();

    public override long TimestampFrequency => local.TimestampFrequency;

    public override long GetTimestamp() => local.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _heard + local.GetElapsedTime(_heardAt);
        }
    }

    /// <summary>Takes the time of an answer that has just come.</summary>
    public void Hear(DateTimeOffset server)
    {
        lock (_gate)
        {
            (_heard, _heardAt) = (server, local.GetTimestamp());
        }
    }
}
