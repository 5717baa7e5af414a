using System.Collections.Immutable;

namespace Livepeer.Wire.Matching;

/// <summary>Capability bit strings: bit i is bit (i mod 64) of word (i div 64), with as many words as the highest bit needs.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go.</remarks>
internal static class CapabilityBits
{
    private const int WordBits = 64;

    public static ImmutableArray<ulong> Of(IEnumerable<Capability> capabilities)
    {
        var words = new List<ulong>(1);
        foreach (var capability in capabilities)
        {
            var word = (int)capability / WordBits;
            while (words.Count <= word)
            {
                words.Add(0);
            }

            words[word] |= 1UL << ((int)capability % WordBits);
        }

        return [.. words];
    }

    /// <summary>The bits that are set, in ascending order.</summary>
    public static IEnumerable<uint> Ids(ImmutableArray<ulong> words) =>
        Enumerable.Range(0, words.Length * WordBits).Where(bit => (words[bit / WordBits] >> (bit % WordBits) & 1) != 0).Select(bit => (uint)bit);

    /// <summary>Whether every bit of the first is set in the second. A first with more words never is contained.</summary>
    public static bool Contained(ImmutableArray<ulong> inner, ImmutableArray<ulong> outer) => inner.Length <= outer.Length && FirstMissing(inner, outer) < 0;

    /// <summary>The lowest bit of the first that the second lacks, or -1.</summary>
    public static int FirstMissing(ImmutableArray<ulong> inner, ImmutableArray<ulong> outer)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            var missing = inner[i] & ~(i < outer.Length ? outer[i] : 0);
            if (missing != 0)
            {
                return (i * WordBits) + System.Numerics.BitOperations.TrailingZeroCount(missing);
            }
        }

        return -1;
    }
}
