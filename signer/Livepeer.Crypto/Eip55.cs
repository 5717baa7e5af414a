namespace Livepeer.Crypto;

/// <summary>Checksummed text of addresses.</summary>
internal static class Eip55
{
    /// <summary><c>0x</c> and 40 digits; a letter is upper case when the digit at its place in the hash of the lower-case text is 8 or more.</summary>
    public static string Format(ReadOnlySpan<byte> address)
    {
        Span<byte> digits = stackalloc byte[40];
        Convert.TryToHexStringLower(address, digits, out _);
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(digits, hash);
        Span<char> text = stackalloc char[42];
        text[0] = '0';
        text[1] = 'x';
        for (var i = 0; i < 40; i++)
        {
            var nibble = (i & 1) == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            text[i + 2] = digits[i] >= (byte)'a' && nibble >= 8 ? (char)(digits[i] - 32) : (char)digits[i];
        }

        return new string(text);
    }
}
