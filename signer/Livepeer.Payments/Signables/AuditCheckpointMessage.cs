using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Livepeer.Crypto;

namespace Livepeer.Payments.Signables;

/// <summary>A head of the audit log, signed with the deposit key: whoever changes a record before it needs that key.</summary>
/// <remarks>
/// Requirement S1: the message is printable ASCII and LF behind a fixed prefix. A ticket's preimage always contains zero bytes (the high bytes of its
/// nonce) and segment credentials begin their number with 24 of them; a BYOC message of version 0 begins with a brace and one of version 1 contains zeros; the
/// sender's name begins with 0x.
/// </remarks>
public sealed class AuditCheckpointMessage
{
    /// <summary>Characters of a log's name at most.</summary>
    public const int MaxLogIdLength = 64;

    private const string Prefix = "remote-signer audit checkpoint v1\n";
    private readonly byte[] _bytes;

    private AuditCheckpointMessage(byte[] bytes) => _bytes = bytes;

    /// <summary>Makes a checkpoint.</summary>
    /// <param name="logId">Name of the log: 1 to 64 printable ASCII characters.</param>
    /// <param name="sequence">Number of the last record that it covers, 1 or more.</param>
    /// <param name="head">SHA-256 of that record.</param>
    /// <param name="unixSeconds">When; 0 or more.</param>
    /// <param name="message">Null when refused.</param>
    /// <returns>False when a value is out of its range.</returns>
    public static bool TryCreate(string logId, long sequence, Hash32 head, long unixSeconds, [NotNullWhen(true)] out AuditCheckpointMessage? message)
    {
        message = PrintableText.IsValid(logId, MaxLogIdLength) && sequence >= 1 && unixSeconds >= 0
            ? new(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}log {logId}\nsequence {sequence}\nhead {head}\ntime {unixSeconds}")))
            : null;
        return message is not null;
    }

    /// <summary>The digest to sign.</summary>
    public SignableDigest Digest() => new(PersonalMessage.Digest(Keccak256.Hash(_bytes)));

    internal ReadOnlySpan<byte> Bytes => _bytes;
}
