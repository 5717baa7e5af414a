using System.Text;

namespace DevOrchestrator.Crypto;

/// <summary>A 20-byte account address; <c>default</c> is the zero address. Its text is the checksummed form of EIP-55.</summary>
internal readonly record struct EthAddress
{
    public const int Size = 20;

    private readonly UInt128 _high;
    private readonly uint _low;

    private EthAddress(ReadOnlySpan<byte> bytes)
    {
        _high = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    public bool IsZero => this == default;

    /// <summary>Reads bytes as go-livepeer does: the last 20 count, shorter input is padded on the left.</summary>
    public static EthAddress FromBytes(ReadOnlySpan<byte> bytes) => new(ByteText.Fit(bytes, Size));

    /// <summary>Reads 40 hexadecimal digits, with or without 0x; the case is not checked.</summary>
    public static bool TryParse(string text, out EthAddress address)
    {
        var digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        address = default;
        if (digits.Length != 2 * Size || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        address = FromBytes(Convert.FromHexString(digits));
        return true;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), _low);
        return bytes;
    }

    public override string ToString()
    {
        var digits = Convert.ToHexStringLower(ToBytes());
        var hash = Convert.ToHexStringLower(Keccak.Hash(Encoding.ASCII.GetBytes(digits)));
        return string.Create(2 + digits.Length, (digits, hash), static (text, parts) =>
        {
            "0x".CopyTo(text);
            for (var i = 0; i < parts.digits.Length; i++)
            {
                text[2 + i] = parts.hash[i] >= '8' ? char.ToUpperInvariant(parts.digits[i]) : parts.digits[i];
            }
        });
    }
}
