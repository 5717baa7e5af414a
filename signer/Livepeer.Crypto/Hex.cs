namespace Livepeer.Crypto;

internal static class Hex
{
    /// <summary>Fills the destination exactly from hexadecimal text with or without <c>0x</c>.</summary>
    public static bool TryDecode(string? text, Span<byte> destination)
    {
        if (text is null)
        {
            return false;
        }

        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text.AsSpan();
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
