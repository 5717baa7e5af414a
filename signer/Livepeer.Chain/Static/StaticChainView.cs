using System.Buffers.Binary;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;

namespace Livepeer.Chain.Static;

/// <summary>
/// The chain of <see cref="StaticChainOptions"/>. Always there, always fresh: the block last seen is the one whose time has come. A call costs a look
/// at the clock as long as the block is the same.
/// </summary>
public sealed class StaticChainView : IChainView
{
    private readonly StaticChainOptions _options;
    private readonly StaticChainValues _values;
    private readonly TimeProvider _time;
    private readonly long _genesisUnixSeconds;

    // Immutable, swapped whole; two callers may both make the next one, and both are right.
    private ChainSnapshot _last;

    /// <exception cref="ArgumentException">Options cannot be used; the message names each.</exception>
    public StaticChainView(StaticChainOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var problems = StaticChainValues.Read(options, out _values);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        _options = options;
        _time = time;
        _genesisUnixSeconds = options.L1GenesisUnixSeconds == 0 ? time.GetUtcNow().ToUnixTimeSeconds() : options.L1GenesisUnixSeconds;
        _last = At(BlocksSinceGenesis());
    }

    /// <inheritdoc/>
    public ChainSnapshot Current
    {
        get
        {
            var blocks = BlocksSinceGenesis();
            var last = Volatile.Read(ref _last);
            if (last.LastSeenL1Block == _options.L1Block + blocks)
            {
                return last;
            }

            var next = At(blocks);
            Volatile.Write(ref _last, next);
            return next;
        }
    }

    private long BlocksSinceGenesis()
    {
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds() - _genesisUnixSeconds;
        return seconds <= 0 ? 0 : seconds / _options.BlockSeconds;
    }

    private ChainSnapshot At(long blocks)
    {
        var rounds = _options.RoundLengthBlocks == 0 ? 0 : blocks / _options.RoundLengthBlocks;
        return new ChainSnapshot(
            _options.ChainId,
            _options.L1Block + blocks,
            DateTimeOffset.FromUnixTimeSeconds(_genesisUnixSeconds + (blocks * _options.BlockSeconds)),
            _options.Round + rounds,
            rounds == 0 ? _values.RoundBlockHash : HashOf(_options.Round + rounds),
            _values.Funds);
    }

    private Hash32 HashOf(long round)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size + sizeof(long)];
        _values.RoundBlockHash.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[Hash32.Size..], round);
        return Keccak256.Hash(bytes);
    }
}
