using System.Buffers.Text;
using System.Security.Cryptography;
using Livepeer.Crypto;

namespace Livepeer.Audit.Records;

/// <summary>
/// The part of a line that makes the chain: <c>{"seq":N,"prev":"64 digits",</c> and then the record. Exactly so, without spaces: a line is read by looking at
/// fixed places, and hashed as it stands.
/// </summary>
internal static class ChainLine
{
    // Far more than any log has, and far enough from where numbers end.
    private const long MaxSequence = 1_000_000_000_000_000_000;
    private const int HashDigits = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Before => "{\"seq\":"u8;

    private static ReadOnlySpan<byte> Between => ",\"prev\":\""u8;

    private static ReadOnlySpan<byte> After => "\","u8;

    /// <summary>Appends one line with its line feed.</summary>
    /// <param name="buffer">Gets it.</param>
    /// <param name="record">From its brace to its brace.</param>
    /// <param name="head">Record before it.</param>
    /// <returns>The new head.</returns>
    public static AuditHead Append(RecordBuffer buffer, ReadOnlySpan<byte> record, AuditHead head)
    {
        var sequence = head.Sequence + 1;
        var line = buffer.GetSpan(record.Length + 128);
        Before.CopyTo(line);
        var length = Before.Length;
        Utf8Formatter.TryFormat(sequence, line[length..], out var digits);
        length += digits;
        Between.CopyTo(line[length..]);
        length += Between.Length;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        head.Hash.CopyTo(hash);
        Convert.TryToHexStringLower(hash, line[length..], out _);
        length += HashDigits;
        After.CopyTo(line[length..]);
        length += After.Length;
        record[1..].CopyTo(line[length..]);
        length += record.Length - 1;
        var next = new AuditHead(sequence, HashOf(line[..length]));
        line[length] = (byte)'\n';
        buffer.Advance(length + 1);
        return next;
    }

    /// <summary>SHA-256 of a line without its line feed.</summary>
    public static Hash32 HashOf(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, hash);
        return new Hash32(hash);
    }

    /// <summary>Reads number and previous hash of a line without its line feed.</summary>
    /// <returns>False when the line is no record.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out long sequence, out Hash32 previous)
    {
        (sequence, previous) = (0, default);
        if (!line.StartsWith(Before) || line[^1] != '}')
        {
            return false;
        }

        var rest = line[Before.Length..];
        if (!Utf8Parser.TryParse(rest, out sequence, out var digits) || sequence is < 1 or > MaxSequence || rest[0] == '0' || rest[0] == '+')
        {
            return false;
        }

        rest = rest[digits..];
        if (!rest.StartsWith(Between) || rest.Length < Between.Length + HashDigits + After.Length || !rest[(Between.Length + HashDigits)..].StartsWith(After))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var hexadecimal = rest.Slice(Between.Length, HashDigits);
        if (hexadecimal.ContainsAnyInRange((byte)'A', (byte)'F') || Convert.FromHexString(hexadecimal, hash, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        previous = new Hash32(hash);
        return true;
    }

    /// <summary>Whether a line is of a type. Looks at the place where the type stands, and nowhere else.</summary>
    public static bool IsOfType(ReadOnlySpan<byte> line, ReadOnlySpan<byte> type)
    {
        // Time and name of the log before it have no quotes of their own.
        var at = line.IndexOf("\",\"type\":\""u8);
        return at >= 0 && line[(at + 10)..] is var rest && rest.StartsWith(type) && rest.Length > type.Length && rest[type.Length] == '"';
    }
}
