using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Protobuf;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Headers;

/// <summary>The value of <see cref="LivepeerHeaders.Segment"/>: credentials of one segment, or of an AI request, which counts as an empty segment.</summary>
/// <remarks>Source: go-livepeer core/streamdata.go, server/segment_rpc.go genSegCreds.</remarks>
public static class SegmentHeader
{
    private const int UsualSize = 1024;

    // Makes orchestrators of before 2019 refuse instead of guessing.
    private static ReadOnlySpan<byte> ProfilesField => "invalid"u8;

    /// <summary>Credentials that belong to a payment.</summary>
    /// <exception cref="ArgumentException">The offer has no authentication token, or the job is of no known kind.</exception>
    public static string Format(Payment payment)
    {
        var token = payment.Order.Offer.AuthToken ?? throw new ArgumentException("Credentials carry the orchestrator's token.", nameof(payment));
        return Format(payment.Order.Job, token, payment.SegmentSignature);
    }

    /// <summary>Credentials of a job.</summary>
    /// <param name="job">Any but BYOC.</param>
    /// <param name="token">Echoed unchanged.</param>
    /// <param name="signature">Of the sender; null towards orchestrators that are not paid.</param>
    /// <exception cref="ArgumentException">The job is of no known kind.</exception>
    public static string Format(Job job, AuthToken token, Signature65? signature)
    {
        var writer = new ProtoWriter(stackalloc byte[UsualSize]);
        try
        {
            switch (job)
            {
                case VideoSegmentJob segment:
                    WriteSegment(ref writer, segment, token, signature);
                    break;
                case AiJob ai:
                    WriteSigned(ref writer, ai.ManifestId, sequence: 0, Keccak256.OfNothing, signature);
                    WriteUnsigned(ref writer, ai.Capabilities, token);
                    break;
                case MeteredJob metered:
                    WriteSigned(ref writer, metered.ManifestId, sequence: 0, Keccak256.OfNothing, signature);
                    WriteUnsigned(ref writer, metered.Capabilities, token);
                    break;
                default:
                    throw new ArgumentException($"There are no credentials for {job.GetType().Name}.", nameof(job));
            }

            return Convert.ToBase64String(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void WriteSegment(ref ProtoWriter writer, VideoSegmentJob segment, AuthToken token, Signature65? signature)
    {
        WriteSigned(ref writer, segment.ManifestId, segment.Sequence, segment.SegmentHash, signature);
        writer.Integer(6, segment.DurationMillis);
        WriteUnsigned(ref writer, segment.Capabilities, token);
        foreach (var storage in segment.Storage)
        {
            writer.Element(32, storage.Span);
        }

        var field = ProfileFields.For(segment.Profiles);
        foreach (var profile in segment.Profiles)
        {
            WriteProfile(ref writer, field, profile);
        }

        writer.Integer(38, segment.ForceSessionReinit ? 1 : 0);
    }

    private static void WriteSigned(ref ProtoWriter writer, string manifestId, long sequence, Hash32 hash, Signature65? signature)
    {
        writer.Text(1, manifestId);
        writer.Integer(2, sequence);
        writer.Hash(3, hash);
        writer.Bytes(4, ProfilesField);
        if (signature is { } present)
        {
            writer.Signature(5, present);
        }
    }

    private static void WriteUnsigned(ref ProtoWriter writer, ReadOnlyMemory<byte> capabilities, AuthToken token)
    {
        writer.Bytes(7, capabilities.Span);
        var message = writer.BeginMessage(8);
        writer.Bytes(1, token.Token.Span);
        writer.Text(2, token.SessionId);
        writer.Integer(3, token.ExpirationUnixSeconds);
        writer.EndMessage(message);
    }

    private static void WriteProfile(ref ProtoWriter writer, int field, VideoProfile profile)
    {
        var message = writer.BeginMessage(field);
        writer.Text(16, profile.Name);
        writer.Integer(17, profile.Width);
        writer.Integer(18, profile.Height);
        writer.Integer(19, profile.Bitrate);
        writer.Integer(20, profile.Fps);
        writer.Integer(21, profile.Format);
        writer.Integer(22, profile.FpsDen);
        writer.Integer(23, profile.EncoderProfile);
        writer.Integer(24, profile.GopMillis);
        writer.Integer(25, profile.Encoder);
        writer.Integer(28, profile.Quality);
        writer.EndMessage(message);
    }
}
