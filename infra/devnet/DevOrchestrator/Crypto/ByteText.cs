using System.Numerics;

namespace DevOrchestrator.Crypto;

/// <summary>The network's ways of writing numbers and fixed-width values as bytes.</summary>
internal static class ByteText
{
    /// <summary>Big-endian without leading zero bytes; zero is empty. The sign is not written.</summary>
    public static byte[] Minimal(BigInteger value) => value.IsZero ? [] : BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);

    /// <summary>32 bytes big-endian. A larger number keeps its own length, as in go-livepeer's padding.</summary>
    public static byte[] U256(BigInteger value)
    {
        var minimal = Minimal(value);
        return minimal.Length >= 32 ? minimal : Fit(minimal, 32);
    }

    /// <summary>Any number of big-endian bytes; empty is zero.</summary>
    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Keeps the last <paramref name="size"/> bytes, or pads on the left with zeros.</summary>
    public static byte[] Fit(ReadOnlySpan<byte> bytes, int size)
    {
        var fitted = new byte[size];
        var kept = bytes.Length > size ? bytes[^size..] : bytes;
        kept.CopyTo(fitted.AsSpan(size - kept.Length));
        return fitted;
    }
}
