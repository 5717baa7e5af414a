using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Livepeer.Crypto;

/// <summary>An Ethereum account address: 20 bytes. <c>default</c> is the zero address.</summary>
public readonly record struct EthAddress
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private readonly ulong _first;
    private readonly ulong _middle;
    private readonly uint _last;

    /// <summary>Takes exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public EthAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _last = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Whether this is the zero address.</summary>
    public bool IsZero => this == default;

    /// <summary>Reads 40 hexadecimal digits with or without <c>0x</c>; the case of the digits is not checked.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EthAddress address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var parsed = Hex.TryDecode(text, bytes);
        address = parsed ? new EthAddress(bytes) : default;
        return parsed;
    }

    /// <summary>Reads 40 hexadecimal digits with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static EthAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("An address is 40 hexadecimal digits, with or without 0x.");

    /// <summary>Writes the 20 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _last);
    }

    /// <summary>The 20 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>EIP-55 text: <c>0x</c> and 40 digits whose case carries a checksum.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Eip55.Format(bytes);
    }
}
