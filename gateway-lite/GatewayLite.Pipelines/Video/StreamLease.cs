using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Video;

/// <summary>A lease of one stream, used by several of its segments at once.</summary>
internal sealed class StreamLease(HeldLease held, DateTimeOffset takenAt, Action<StreamLease> over)
{
    private readonly Lock _lock = new();

    // Both guarded by the lock.
    private int _uses;
    private bool _retired;

    public HeldLease Held => held;

    /// <summary>When its session was asked for; renewals of a standby move it.</summary>
    public DateTimeOffset FreshSince { get; set; } = takenAt;

    /// <summary>Used under the lock of the stream's leases.</summary>
    public TimeoutRun Timeouts { get; } = new();

    /// <summary>Refusals of segments as undecodable, without a success between. Used under the lock of the stream's leases.</summary>
    public int BadInputsInARow { get; set; }

    /// <param name="isLast">Whether no other lease is ready for the same segment.</param>
    public LeaseUse Enter(bool isLast)
    {
        lock (_lock)
        {
            _uses++;
        }

        return new LeaseUse(this, isLast);
    }

    public void Leave()
    {
        lock (_lock)
        {
            _uses--;
            if (!_retired || _uses > 0)
            {
                return;
            }
        }

        over(this);
    }

    /// <summary>No further segment will use it.</summary>
    /// <returns>False when that was so already.</returns>
    public bool Retire()
    {
        lock (_lock)
        {
            if (_retired)
            {
                return false;
            }

            _retired = true;
            if (_uses > 0)
            {
                return true;
            }
        }

        over(this);
        return true;
    }
}
