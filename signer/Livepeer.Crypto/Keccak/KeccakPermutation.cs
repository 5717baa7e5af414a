using System.Numerics;
using System.Runtime.CompilerServices;

namespace Livepeer.Crypto.Keccak;

/// <summary>Keccak-f[1600] on 25 lanes; lane (x, y) of the standard is number x + 5y.</summary>
/// <remarks>Source: FIPS 202, section 3.2. Bits only, no arithmetic: nothing here can overflow.</remarks>
internal static unsafe class KeccakPermutation
{
    /// <summary>Number of lanes of the state.</summary>
    public const int Lanes = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Applies the 24 rounds in place.</summary>
    [SkipLocalsInit]
    public static void Apply(Span<ulong> state)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(state.Length, Lanes);
        var other = stackalloc ulong[Lanes];
        fixed (ulong* lanes = state, constants = RoundConstants)
        {
            // Two rounds a turn: each reads one copy of the state and writes the other, so that no lane is moved twice.
            for (var round = 0; round < 24; round += 2)
            {
                Round(lanes, other, constants[round]);
                Round(other, lanes, constants[round + 1]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ulong* a, ulong* e, ulong constant)
    {
        // Theta: what each column adds to its neighbours.
        var c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        var c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        var c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        var c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        var c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
        var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
        var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
        var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
        var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

        // Rho and pi choose and turn five lanes for each row of the result; chi mixes the row; iota touches lane 0.
        Row(e, a[0] ^ d0, BitOperations.RotateLeft(a[6] ^ d1, 44), BitOperations.RotateLeft(a[12] ^ d2, 43),
            BitOperations.RotateLeft(a[18] ^ d3, 21), BitOperations.RotateLeft(a[24] ^ d4, 14));
        e[0] ^= constant;
        Row(e + 5, BitOperations.RotateLeft(a[3] ^ d3, 28), BitOperations.RotateLeft(a[9] ^ d4, 20), BitOperations.RotateLeft(a[10] ^ d0, 3),
            BitOperations.RotateLeft(a[16] ^ d1, 45), BitOperations.RotateLeft(a[22] ^ d2, 61));
        Row(e + 10, BitOperations.RotateLeft(a[1] ^ d1, 1), BitOperations.RotateLeft(a[7] ^ d2, 6), BitOperations.RotateLeft(a[13] ^ d3, 25),
            BitOperations.RotateLeft(a[19] ^ d4, 8), BitOperations.RotateLeft(a[20] ^ d0, 18));
        Row(e + 15, BitOperations.RotateLeft(a[4] ^ d4, 27), BitOperations.RotateLeft(a[5] ^ d0, 36), BitOperations.RotateLeft(a[11] ^ d1, 10),
            BitOperations.RotateLeft(a[17] ^ d2, 15), BitOperations.RotateLeft(a[23] ^ d3, 56));
        Row(e + 20, BitOperations.RotateLeft(a[2] ^ d2, 62), BitOperations.RotateLeft(a[8] ^ d3, 55), BitOperations.RotateLeft(a[14] ^ d4, 39),
            BitOperations.RotateLeft(a[15] ^ d0, 41), BitOperations.RotateLeft(a[21] ^ d1, 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ulong* row, ulong b0, ulong b1, ulong b2, ulong b3, ulong b4)
    {
        row[0] = b0 ^ (~b1 & b2);
        row[1] = b1 ^ (~b2 & b3);
        row[2] = b2 ^ (~b3 & b4);
        row[3] = b3 ^ (~b4 & b0);
        row[4] = b4 ^ (~b0 & b1);
    }
}
