namespace Livepeer.Payments.Tickets;

/// <summary>
/// A ticket's 32-bit nonce: the epoch of the writer that took it in the upper 22 bits, a counter in the lower 10. Every life of a writer has an epoch of
/// its own, so no two can make the same number, whatever their store forgets. Orchestrators ask for no order, only that no nonce comes twice.
/// </summary>
/// <remarks>Counters begin with 1; the numbers of epoch 0, which no writer takes by itself, are go-livepeer's own nonces. Source: go-livepeer pm/sender.go, pm/recipient.go.</remarks>
public readonly record struct SenderNonce
{
    /// <summary>Bits of the counter.</summary>
    public const int CounterBits = 10;

    /// <summary>Largest counter: 1,023, above the 600 nonces that an orchestrator remembers.</summary>
    public const int MaxCounter = (1 << CounterBits) - 1;

    /// <summary>Largest epoch: 2^22 - 1.</summary>
    public const uint MaxEpoch = (1u << (32 - CounterBits)) - 1;

    /// <summary>Joins the parts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch has more than 22 bits, or the counter is outside 0 to 1,023.</exception>
    public SenderNonce(uint epoch, int counter)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epoch, MaxEpoch);
        ArgumentOutOfRangeException.ThrowIfNegative(counter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counter, MaxCounter);
        Value = (epoch << CounterBits) | (uint)counter;
    }

    /// <summary>The number on the wire.</summary>
    public uint Value { get; }

    /// <summary>Epoch of the writer that took it.</summary>
    public uint Epoch => Value >> CounterBits;

    /// <summary>Place within the epoch.</summary>
    public int Counter => (int)(Value & MaxCounter);
}
