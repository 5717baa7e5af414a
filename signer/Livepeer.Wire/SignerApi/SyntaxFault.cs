using System.Globalization;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Broken JSON in the words of Go's decoder, with the place.</summary>
internal static class SyntaxFault
{
    public static string Of(ReadOnlySpan<byte> text, JsonException failure)
    {
        if (text.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "EOF";
        }

        var offset = Offset(text, failure);
        return offset >= text.TrimEnd(" \t\r\n"u8).Length
            ? "unexpected EOF"
            : string.Create(CultureInfo.InvariantCulture, $"invalid character {Shown(text[offset])} at byte {offset} of the JSON text");
    }

    private static int Offset(ReadOnlySpan<byte> text, JsonException failure)
    {
        var offset = 0;
        for (var line = failure.LineNumber ?? 0; line > 0; line--)
        {
            var end = text[offset..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            offset += end + 1;
        }

        return (int)Math.Min(text.Length, offset + (failure.BytePositionInLine ?? 0));
    }

    private static string Shown(byte character) => character is >= 0x20 and < 0x7f
        ? $"'{(char)character}'"
        : string.Create(CultureInfo.InvariantCulture, $"0x{character:x2}");
}
