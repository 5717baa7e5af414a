using DevOrchestrator.Crypto;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Credentials;

/// <summary>The header Livepeer-Segment: credentials that passed, or the text of the answer 403. Exactly one of the two is set.</summary>
internal sealed record SegmentCredentials(SegData? Data, string? Refusal)
{
    public const string HeaderName = "Livepeer-Segment";

    /// <summary>Longest segment an orchestrator takes, in milliseconds. Source: go-livepeer common/util.go.</summary>
    public const int MaxDurationMillis = 300_000;

    /// <summary>Longest manifest id that is taken under the strict rules.</summary>
    public const int MaxManifestLength = 128;

    /// <summary>What a duration of zero means, in milliseconds.</summary>
    public const int DefaultDurationMillis = 2_000;

    /// <summary>Checks in the order of the real one.</summary>
    /// <param name="header">Header value.</param>
    /// <param name="sender">Sender of the payment that came along; null skips the signature, as an orchestrator without payments does.</param>
    /// <param name="tokens">The tokens of this orchestrator.</param>
    /// <param name="nowUnixSeconds">Now.</param>
    /// <param name="areCapabilitiesMet">Whether this orchestrator can do what the job asks for.</param>
    /// <param name="isFull">Whether no session is free for this session id.</param>
    public static SegmentCredentials Read(
        string header, EthAddress? sender, AuthTokens tokens, long nowUnixSeconds, Func<Capabilities?, bool> areCapabilitiesMet, Func<string, bool> isFull)
    {
        if (!GoBase64.TryDecode(header, out var bytes, out _))
        {
            return Refused("ErrorSegEncoding");
        }

        SegData data;
        try
        {
            data = SegData.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException unreadable)
        {
            return Refused($"proto: {unreadable.Message}");
        }

        var refusal = ProfileRefusal(data)
            ?? (data.Duration is < 0 or > MaxDurationMillis ? "invalid duration" : null)
            ?? (IsSignatureValid(data, sender) ? null : "ErrSegSig")
            ?? (areCapabilitiesMet(data.Capabilities) ? null : "incompatible capabilities")
            ?? tokens.Check(data.AuthToken, nowUnixSeconds)
            ?? (isFull(data.AuthToken.SessionId) ? RequestIdentity.Capped : null);
        return refusal is null ? new SegmentCredentials(data, null) : Refused(refusal);
    }

    /// <summary>Beyond go-livepeer's rules: the hash must have its 32 bytes, and the manifest id must be a text that can be no part of a ticket.</summary>
    public static string? CheckStrictly(SegData data) =>
        data.Hash.Length != 32 ? $"unexpected length of hash: {data.Hash.Length} bytes"
        : data.ManifestId.Length > MaxManifestLength || data.ManifestId.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"manifest id is not printable ASCII of at most {MaxManifestLength} characters"
            : null;

    public static TimeSpan Duration(SegData data) => TimeSpan.FromMilliseconds(data.Duration == 0 ? DefaultDurationMillis : data.Duration);

    private static bool IsSignatureValid(SegData data, EthAddress? sender) =>
        sender is not { } account || SignatureCheck.IsSignedBy(account, Keccak.Hash(SegmentMessage.Flatten(data)), data.Sig.Span);

    private static string? ProfileRefusal(SegData data)
    {
        foreach (var profile in SegmentMessage.Profiles(data))
        {
            if (!Enum.IsDefined(profile.Format))
            {
                return "unrecognized profile output format";
            }

            if (!Enum.IsDefined(profile.Profile))
            {
                return "unrecognized encoder profile";
            }

            if (!Enum.IsDefined(profile.Encoder))
            {
                return "unrecognized video codec";
            }
        }

        return null;
    }

    private static SegmentCredentials Refused(string text) => new(null, text);
}
