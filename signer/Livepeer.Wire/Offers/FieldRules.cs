using System.Buffers;
using System.Numerics;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Wire.Headers;

namespace Livepeer.Wire.Offers;

/// <summary>
/// Reads single fields and remembers the first that is not acceptable; the values read after it are defaults. go-livepeer pads and cuts fields of
/// unexpected length, which makes two different byte strings mean the same thing: here only the exact length is accepted.
/// </summary>
internal sealed class FieldRules
{
    // The last one is what invalid UTF-8 was turned into.
    private static readonly SearchValues<char> Unprintable =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '\x7f', '\u0085', '\u2028', '\u2029', '\ufffd']);

    public WireFault? Fault { get; private set; }

    public EthAddress Address(string field, ByteString value)
    {
        var exact = value.Length == EthAddress.Size;
        Require(exact, field, Bytes(value.Length), Bytes(EthAddress.Size));
        return exact ? new EthAddress(value.Span) : default;
    }

    public EthAddress OptionalAddress(string field, ByteString value) => value.IsEmpty ? default : Address(field, value);

    public Hash32 Hash(string field, ByteString value)
    {
        var exact = value.Length == Hash32.Size;
        Require(exact, field, Bytes(value.Length), Bytes(Hash32.Size));
        return exact ? new Hash32(value.Span) : default;
    }

    public Signature65 Signature(string field, ByteString value)
    {
        var exact = value.Length == Signature65.Size;
        Require(exact, field, Bytes(value.Length), Bytes(Signature65.Size));
        return exact ? new Signature65(value.Span) : default;
    }

    public BigInteger Integer(string field, ByteString value)
    {
        var fits = value.Length <= WireLimits.IntegerBytes;
        Require(fits, field, Bytes(value.Length), $"at most {WireLimits.IntegerBytes} bytes");
        return fits ? new BigInteger(value.Span, isUnsigned: true, isBigEndian: true) : BigInteger.Zero;
    }

    public long NotNegative(string field, long value)
    {
        Require(value >= 0, field, "a negative number", "0 or more");
        return value;
    }

    public ReadOnlyMemory<byte> Opaque(string field, ByteString value, int limit)
    {
        Require(value.Length <= limit, field, Bytes(value.Length), $"at most {limit} bytes");
        return value.Memory;
    }

    /// <summary>Text that goes into logs, keys and signatures: no control characters and nothing that was not valid UTF-8.</summary>
    public string Text(string field, string value, int limit)
    {
        Require(value.Length <= limit, field, $"{value.Length} characters", $"at most {limit} characters");
        Require(!value.AsSpan().ContainsAny(Unprintable), field, "control characters or invalid UTF-8", "printable text");
        return value;
    }

    public void Count(string field, int count, int limit) => Require(count <= limit, field, $"{count} entries", $"at most {limit} entries");

    private static string Bytes(int count) => $"{count} bytes";

    private void Require(bool holds, string field, string actual, string allowed)
    {
        if (!holds)
        {
            Fault ??= new WireFault(field, actual, allowed);
        }
    }
}
