using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Money;

namespace Livepeer.Audit.Records;

/// <summary>Domain values in records: numbers that may be large as decimal text, bytes as 0x and lower-case digits, times in UTC with all their digits.</summary>
internal static class JsonValues
{
    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, EthAddress value)
    {
        Span<byte> bytes = stackalloc byte[EthAddress.Size];
        value.CopyTo(bytes);
        json.WriteHex(name, bytes);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, Hash32 value)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        value.CopyTo(bytes);
        json.WriteHex(name, bytes);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, Signature65 value)
    {
        Span<byte> bytes = stackalloc byte[Signature65.Size];
        value.CopyTo(bytes);
        json.WriteHex(name, bytes);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset value) => json.WriteString(name, value.UtcDateTime);

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, Rational value) => json.WriteString(name, value.ToString());

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, BigInteger value) => json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The signature itself is worth money to whoever reads the log; its hash proves as much.</summary>
    public static void WriteHashOf(this Utf8JsonWriter json, Signature65 signature)
    {
        Span<byte> bytes = stackalloc byte[Signature65.Size];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        signature.CopyTo(bytes);
        SHA256.HashData(bytes, hash);
        json.WriteHex(RecordNames.SignatureHash, hash);
    }

    public static EthAddress Address(this JsonElement json, JsonEncodedText name) => EthAddress.Parse(json.Text(name));

    public static Hash32 Hash(this JsonElement json, JsonEncodedText name) => Hash32.Parse(json.Text(name));

    public static Rational Fraction(this JsonElement json, JsonEncodedText name) => Rational.Parse(json.Text(name));

    public static BigInteger Integer(this JsonElement json, JsonEncodedText name) => BigInteger.Parse(json.Text(name), CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(this JsonElement json, JsonEncodedText name) => json.GetProperty(name.EncodedUtf8Bytes).GetDateTimeOffset();

    public static long Number(this JsonElement json, JsonEncodedText name) => json.GetProperty(name.EncodedUtf8Bytes).GetInt64();

    public static string Text(this JsonElement json, JsonEncodedText name) =>
        json.GetProperty(name.EncodedUtf8Bytes).GetString() ?? throw new FormatException($"A record's {name} is null.");

    /// <summary>Null when it is missing.</summary>
    public static JsonElement? Maybe(this JsonElement json, JsonEncodedText name) => json.TryGetProperty(name.EncodedUtf8Bytes, out var value) ? value : null;

    private static void WriteHex(this Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = stackalloc byte[2 + (2 * Signature65.Size)];
        "0x"u8.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[2..], out var written);
        json.WriteString(name, text[..(2 + written)]);
    }
}
