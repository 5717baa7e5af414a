using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Protos.Net;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Headers;

/// <summary>Reads the value of <see cref="LivepeerHeaders.Segment"/> that somebody else made. Garbage of any kind is a <see cref="WireFault"/>.</summary>
public static class SegmentHeaderReader
{
    private const string Message = "SegData";

    /// <summary>Reads what the sender signed, and the signature.</summary>
    /// <param name="header">Standard base64, at most <see cref="WireLimits.PaymentHeaderLength"/> characters, not empty.</param>
    /// <param name="credentials">Null when refused.</param>
    /// <param name="fault">The first field that is not acceptable, or null.</param>
    public static bool TryRead(string header, [NotNullWhen(true)] out ReadCredentials? credentials, [NotNullWhen(false)] out WireFault? fault)
    {
        credentials = null;
        if (!HeaderBytes.TryDecode(Message, header, out var bytes, out fault))
        {
            return false;
        }

        try
        {
            var rules = new FieldRules();
            var data = SegData.Parser.ParseFrom(bytes);
            var read = new ReadCredentials(
                rules.Text("manifestId", Encoding.UTF8.GetString(data.ManifestId.Span), WireLimits.ModelIdLength),
                rules.NotNegative("seq", data.Seq),
                rules.Hash("hash", data.Hash),
                rules.Signature("sig", data.Sig));
            fault = rules.Fault;
            credentials = fault is null ? read : null;
        }
        catch (InvalidProtocolBufferException)
        {
            fault = new WireFault(Message, "bytes that are no protobuf message of this type", "a serialized net.SegData");
        }

        return credentials is not null;
    }
}

/// <summary>The signed part of segment credentials. Token and capabilities beside it are not signed, so the signature fits any of them.</summary>
/// <param name="ManifestId">Name of the work.</param>
/// <param name="Sequence">Number of the segment; 0 for AI work.</param>
/// <param name="SegmentHash">Hash of the segment; of nothing for AI work.</param>
/// <param name="Signature">The sender's.</param>
public sealed record ReadCredentials(string ManifestId, long Sequence, Hash32 SegmentHash, Signature65 Signature);
