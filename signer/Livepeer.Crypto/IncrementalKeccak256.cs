using Livepeer.Crypto.Keccak;

namespace Livepeer.Crypto;

/// <summary>
/// Keccak-256 of data that arrives in pieces, for example a segment while it is being received. However it is cut, the hash is that of
/// <see cref="Keccak256"/> over the whole. Owned by one caller at a time.
/// </summary>
public sealed class IncrementalKeccak256
{
    private readonly ulong[] _state = new ulong[KeccakPermutation.Lanes];
    private readonly byte[] _pending = new byte[KeccakSponge.BlockSize];
    private int _pendingLength;

    /// <summary>Takes in the next piece, of any length.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (_pendingLength > 0)
        {
            var taken = Math.Min(piece.Length, KeccakSponge.BlockSize - _pendingLength);
            piece[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            piece = piece[taken..];
            if (_pendingLength < KeccakSponge.BlockSize)
            {
                return;
            }

            KeccakSponge.AbsorbBlocks(_state, _pending);
        }

        var rest = KeccakSponge.AbsorbBlocks(_state, piece);
        rest.CopyTo(_pending);
        _pendingLength = rest.Length;
    }

    /// <summary>Gives the hash of everything appended and starts anew, as if nothing had been.</summary>
    public Hash32 HashAndReset()
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        KeccakSponge.Finish(_state, _pending.AsSpan(0, _pendingLength), hash);
        Array.Clear(_state);
        _pendingLength = 0;
        return new Hash32(hash);
    }
}
