using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Livepeer.Crypto;

namespace Livepeer.Payments.Signables;

/// <summary>What authorises a bring-your-own-capability job.</summary>
/// <remarks>
/// <para>
/// V0 is the text of the request followed directly by that of the parameters; it names neither capability nor time, so it can be used again by whoever
/// sees it. V1 covers everything. Source: go-livepeer byoc/job_gateway.go; V1: go-livepeer pull request 3869.
/// </para>
/// <para>
/// Requirement S1: a ticket's preimage has 168 or 232 bytes and always contains zero bytes (high bytes of its nonce). V0 has none: its texts have no
/// control characters but tab, LF and CR; that keeps it apart from segment credentials as well, whose number begins with 24 zeros. V1 begins as a
/// recipient's address could: a message of 168 or 232 bytes is refused. Segment credentials with the manifest id "LP_BYOC_JOB_V1" have 24 zeros
/// behind it, where V1 has a time that is not zero.
/// </para>
/// </remarks>
public sealed class ByocJobMessage
{
    /// <summary>Bytes of request and parameters together, at most.</summary>
    public const int MaxTextBytes = 64 * 1024;

    /// <summary>Characters of a job id and of a capability's name, at most.</summary>
    public const int MaxNameLength = 128;

    private const int PreimageWithoutRound = 168;
    private const int PreimageWithRound = 232;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _bytes;

    private ByocJobMessage(byte[] bytes) => _bytes = bytes;

    /// <summary>Makes a message of version 0.</summary>
    /// <param name="request">A JSON object; checked by the caller to be one.</param>
    /// <param name="parameters">A JSON object; checked by the caller to be one.</param>
    /// <param name="message">Null when refused.</param>
    /// <returns>False when a text is no object, has control characters, is not Unicode, or both are too long together.</returns>
    public static bool TryCreateV0(string request, string parameters, [NotNullWhen(true)] out ByocJobMessage? message)
    {
        message = TryEncode(request, out var first) && TryEncode(parameters, out var second) && first.Length + second.Length <= MaxTextBytes
            ? new ByocJobMessage([.. first, .. second])
            : null;
        return message is not null;
    }

    /// <summary>Makes a message of version 1.</summary>
    /// <param name="id">Job id: 1 to 128 printable ASCII characters.</param>
    /// <param name="capability">Name of the capability: 1 to 128 printable ASCII characters.</param>
    /// <param name="request">As in version 0.</param>
    /// <param name="parameters">As in version 0.</param>
    /// <param name="timeoutSeconds">1 to 86,400.</param>
    /// <param name="message">Null when refused.</param>
    /// <returns>False for what version 0 refuses, names that are not printable, a time out of range, and a message as long as a ticket's preimage.</returns>
    public static bool TryCreateV1(string id, string capability, string request, string parameters, int timeoutSeconds, [NotNullWhen(true)] out ByocJobMessage? message)
    {
        message = null;
        if (!PrintableText.IsValid(id, MaxNameLength)
            || !PrintableText.IsValid(capability, MaxNameLength)
            || timeoutSeconds is < 1 or > 86_400
            || !TryEncode(request, out var requestBytes)
            || !TryEncode(parameters, out var parameterBytes)
            || requestBytes.Length + parameterBytes.Length > MaxTextBytes)
        {
            return false;
        }

        byte[] bytes =
        [
            .. "LP_BYOC_JOB_V1\0\0"u8, .. Number(timeoutSeconds),
            .. Counted(Encoding.ASCII.GetBytes(id)), .. Counted(Encoding.ASCII.GetBytes(capability)), .. Counted(requestBytes), .. Counted(parameterBytes),
        ];
        message = bytes.Length is PreimageWithoutRound or PreimageWithRound ? null : new ByocJobMessage(bytes);
        return message is not null;
    }

    /// <summary>The digest to sign.</summary>
    public SignableDigest Digest() => new(PersonalMessage.Digest(Keccak256.Hash(_bytes)));

    internal ReadOnlySpan<byte> Bytes => _bytes;

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Counted(byte[] text) => [.. Number(text.Length), .. text];

    private static bool TryEncode(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text is null || text.Length > MaxTextBytes || !text.TrimStart().StartsWith('{') || !text.TrimEnd().EndsWith('}'))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
            {
                return false;
            }
        }

        try
        {
            bytes = Strict.GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
