using System.Buffers;
using System.Globalization;
using System.Text;

namespace Livepeer.Wire.SignerApi;

/// <summary>
/// Appends JSON as Go's encoder spells it: no white space, and only what Go escapes is escaped. State blobs of two signers are then equal byte for byte.
/// </summary>
/// <remarks>Source: Go encoding/json, whose default also escapes &lt;, &gt; and &amp;.</remarks>
internal sealed class JsonText
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\', '<', '>', '&', '\u2028', '\u2029']);

    private readonly ArrayBufferWriter<byte> _bytes;

    public JsonText(int capacity) => _bytes = new ArrayBufferWriter<byte>(capacity);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Bytes that are JSON already, or a part of it.</summary>
    public JsonText Raw(ReadOnlySpan<byte> json)
    {
        _bytes.Write(json);
        return this;
    }

    /// <summary>A string with its quotation marks. Lone surrogates become replacement characters.</summary>
    public JsonText Text(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            Plain(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        Plain(text);
        return Raw("\""u8);
    }

    /// <summary>Bytes as a string in standard base64.</summary>
    public JsonText Base64(ReadOnlySpan<byte> value)
    {
        Raw("\""u8);
        var place = _bytes.GetSpan(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(value, place, out _, out var written);
        _bytes.Advance(written);
        return Raw("\""u8);
    }

    public JsonText Number(long value) => Formatted(value);

    public JsonText Number(ulong value) => Formatted(value);

    private JsonText Formatted<T>(T value)
        where T : IUtf8SpanFormattable
    {
        var place = _bytes.GetSpan(20);
        value.TryFormat(place, out var written, default, CultureInfo.InvariantCulture);
        _bytes.Advance(written);
        return this;
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            Encoding.UTF8.GetBytes(text, _bytes);
        }
    }

    private void Escape(char character)
    {
        switch (character)
        {
            case '"':
                Raw("\\\""u8);
                break;
            case '\\':
                Raw(@"\\"u8);
                break;
            case '\b':
                Raw(@"\b"u8);
                break;
            case '\f':
                Raw(@"\f"u8);
                break;
            case '\n':
                Raw(@"\n"u8);
                break;
            case '\r':
                Raw(@"\r"u8);
                break;
            case '\t':
                Raw(@"\t"u8);
                break;
            default:
                Raw(@"\u"u8);
                var place = _bytes.GetSpan(4);
                ((int)character).TryFormat(place, out var written, "x4", CultureInfo.InvariantCulture);
                _bytes.Advance(written);
                break;
        }
    }
}
