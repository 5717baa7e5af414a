using System.Security.Cryptography;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger;

/// <summary>
/// The epochs of one writer's life. Each is random and none that is known to be taken; one is given up as soon as it is unclear what was made under it.
/// Belongs to the writer's thread.
/// </summary>
internal sealed class Epochs
{
    /// <summary>How many taken epochs are kept in mind at most; beyond it the oldest are forgotten.</summary>
    public const int MaxTaken = 65_536;

    private readonly HashSet<uint> _taken;
    private readonly Queue<uint> _byAge;
    private readonly List<uint> _unclaimed = [];

    /// <param name="current">Taken and claimed.</param>
    /// <param name="taken">All that are known to be taken, the oldest first; also the current one.</param>
    public Epochs(uint current, IEnumerable<uint> taken)
    {
        Current = current;
        _byAge = new Queue<uint>(taken);
        _taken = [.. _byAge];
        if (_taken.Add(current))
        {
            _byAge.Enqueue(current);
        }
    }

    /// <summary>How long a store remembers that an epoch was taken: longer than a payment is remembered.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromHours(26);

    /// <summary>0 to 2^22 - 1.</summary>
    public uint Current { get; private set; }

    /// <summary>How often another epoch was taken.</summary>
    public long Changes { get; private set; }

    /// <summary>Epochs that the store has to note with the next commit.</summary>
    public IReadOnlyList<uint> Unclaimed => _unclaimed;

    /// <summary>A random epoch that is not taken. Never 0: those are the numbers of go-livepeer's signer.</summary>
    public static uint Draw(IReadOnlySet<uint> taken)
    {
        while (true)
        {
            var epoch = (uint)RandomNumberGenerator.GetInt32(1, (int)SenderNonce.MaxEpoch + 1);
            if (!taken.Contains(epoch))
            {
                return epoch;
            }
        }
    }

    /// <summary>Takes another epoch: from now on nothing is made under the old one.</summary>
    public void Change()
    {
        while (_byAge.Count >= MaxTaken)
        {
            _taken.Remove(_byAge.Dequeue());
        }

        Current = Draw(_taken);
        _taken.Add(Current);
        _byAge.Enqueue(Current);
        Changes++;

        // Older ones that never reached the store were never used either, or only by a commit whose outcome nobody knows.
        if (_unclaimed.Count == 16)
        {
            _unclaimed.RemoveAt(0);
        }

        _unclaimed.Add(Current);
    }

    /// <summary>The store has noted all that were to be noted.</summary>
    public void Claimed() => _unclaimed.Clear();
}
