using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>
/// Walks through a JSON object by the rules of Go's decoder, which callers have come to rely on: names in any case, null like absent, unknown members
/// skipped, the last of several equal names counts. A member of another type is remembered as <see cref="Fault"/>; broken syntax is a
/// <see cref="JsonException"/>, as the reader below throws it.
/// </summary>
/// <remarks>Source: Go encoding/json.</remarks>
internal ref struct GoObjectReader
{
    private Utf8JsonReader _json;

    public GoObjectReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(utf8);

    /// <summary>The first member that has another type than its field.</summary>
    public string? Fault { get; private set; }

    /// <summary>Steps onto the first value of the text.</summary>
    /// <returns>Whether it is an object; null is like an empty one.</returns>
    public bool BeginText()
    {
        _json.Read();
        return BeginObject("the request");
    }

    /// <summary>Steps into the object that a member has as its value.</summary>
    /// <returns>False when it is null, or of another type, which is a fault.</returns>
    public bool BeginObject(string field)
    {
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        Skip(field, "an object");
        return false;
    }

    /// <summary>Steps onto the value of the next member of this object that has one of the names.</summary>
    /// <returns>Position in <paramref name="names"/>, or -1 at the end of the object.</returns>
    public int Next(ReadOnlySpan<string> names)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var found = Find(names);
            _json.Read();
            if (found >= 0)
            {
                return found;
            }

            _json.Skip();
        }

        return -1;
    }

    /// <summary>Makes sure that nothing but white space follows.</summary>
    public void EndText()
    {
        if (_json.Read())
        {
            throw new JsonException("more than one value");
        }
    }

    public void Text(string field, ref string value)
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            Skip(field, "a string");
        }
        else if (!_json.ValueIsEscaped)
        {
            // Invalid UTF-8 becomes replacement characters, as in Go; whoever uses the text judges them.
            value = Encoding.UTF8.GetString(_json.ValueSpan);
        }
        else if (TryUnescape(out var text))
        {
            value = text;
        }
        else
        {
            Fault ??= $"json: {field} is no valid text";
        }
    }

    public void Bytes(string field, ref byte[] value)
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            Skip(field, "a base64 string");
        }
        else if (_json.TryGetBytesFromBase64(out var bytes))
        {
            value = bytes;
        }
        else
        {
            Fault ??= $"illegal base64 data in {field}";
        }
    }

    public void Number(string field, ref long value)
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number))
        {
            value = number;
        }
        else
        {
            Skip(field, "a whole number of 64 bits");
        }
    }

    public void Number(string field, ref ulong value)
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetUInt64(out var number))
        {
            value = number;
        }
        else
        {
            Skip(field, "a whole number of 64 bits, 0 or more");
        }
    }

    /// <summary>A number, or a string that holds one, as its text.</summary>
    public void NumberText(string field, ref string value)
    {
        if (_json.TokenType == JsonTokenType.Number)
        {
            value = Encoding.UTF8.GetString(_json.ValueSpan);
            return;
        }

        var text = string.Empty;
        Text(field, ref text);
        if (_json.TokenType == JsonTokenType.String && Fault is null)
        {
            if (DecimalText.IsNumber(text))
            {
                value = text;
            }
            else
            {
                Fault ??= $"json: invalid number literal in {field}";
            }
        }
    }

    private bool TryUnescape(out string text)
    {
        try
        {
            text = _json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = string.Empty;
            return false;
        }
    }

    private readonly int Find(ReadOnlySpan<string> names)
    {
        var name = _json.ValueSpan;
        if (_json.ValueIsEscaped)
        {
            // No field's name is longer; unescaping never lengthens.
            Span<byte> unescaped = stackalloc byte[64];
            if (name.Length > 6 * unescaped.Length)
            {
                return -1;
            }

            return TryCopy(unescaped, out var length) ? Find(unescaped[..length], names) : -1;
        }

        return Find(name, names);
    }

    private readonly bool TryCopy(Span<byte> destination, out int length)
    {
        try
        {
            length = _json.CopyString(destination);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            length = 0;
            return false;
        }
    }

    private static int Find(ReadOnlySpan<byte> name, ReadOnlySpan<string> names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void Skip(string field, string expected)
    {
        if (_json.TokenType != JsonTokenType.Null)
        {
            Fault ??= string.Create(CultureInfo.InvariantCulture, $"json: cannot use {Kind()} for {field}, expected is {expected}");
            _json.Skip();
        }
    }

    private readonly string Kind() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "this number",
        _ => "a boolean",
    };
}
