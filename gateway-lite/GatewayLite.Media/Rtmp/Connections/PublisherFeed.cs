using System.Text;
using GatewayLite.Media.Aac;
using GatewayLite.Media.H264;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>Takes a publisher's audio and video messages apart and feeds the segmenter.</summary>
internal sealed class PublisherFeed(Publication publication, TsSegmenter segmenter, Action<InputWarning, string> warn) : IDisposable
{
    private const int VideoHeader = 5;
    private const int AudioHeader = 2;

    private MediaClock _videoClock;
    private MediaClock _audioClock;
    private bool _audioDropped;

    public Publication Publication => publication;

    public void Video(uint timestamp, Span<byte> tag)
    {
        if (tag.IsEmpty || (tag[0] >> 4) == FlvCodec.FrameCommand)
        {
            return;
        }
        RequireH264(tag);
        if (tag.Length < VideoHeader)
        {
            return;
        }
        if (tag[1] == FlvCodec.PacketConfiguration)
        {
            segmenter.Configure(AvcConfiguration.Parse(tag[VideoHeader..])
                ?? throw new RtmpFaultException(RtmpFault.BadMedia, "the H.264 configuration is broken"));
        }
        else if (tag[1] == FlvCodec.PacketFrames)
        {
            var composition = ((sbyte)tag[2] << 16) | (tag[3] << 8) | tag[4];
            Check(segmenter.AddVideo(_videoClock.Unwrap(timestamp), composition, (tag[0] >> 4) == FlvCodec.FrameKey, tag[VideoHeader..]));
        }
    }

    public void Audio(uint timestamp, ReadOnlySpan<byte> tag)
    {
        if (tag.Length < AudioHeader || _audioDropped)
        {
            return;
        }
        if ((tag[0] >> 4) != FlvCodec.AudioAac)
        {
            DropAudio($"audio codec {tag[0] >> 4} is not AAC");
        }
        else if (tag[1] == FlvCodec.PacketConfiguration)
        {
            if (AacConfiguration.Parse(tag[AudioHeader..]) is { } configuration)
            {
                segmenter.Configure(configuration);
            }
            else
            {
                DropAudio("this AAC configuration cannot be carried in ADTS");
            }
        }
        else if (tag[1] == FlvCodec.PacketFrames)
        {
            Check(segmenter.AddAudio(_audioClock.Unwrap(timestamp), tag[AudioHeader..]));
        }
    }

    /// <summary>Appends what is unfinished and ends the publication.</summary>
    public void End(EndReason reason)
    {
        segmenter.Finish();
        publication.End(reason);
    }

    public void Dispose() => segmenter.Dispose();

    private static void RequireH264(ReadOnlySpan<byte> tag)
    {
        if ((tag[0] & FlvCodec.EnhancedVideo) != 0)
        {
            var fourCc = tag.Length >= 5 ? Encoding.Latin1.GetString(tag[1..5]) : "?";
            throw new RtmpFaultException(RtmpFault.UnsupportedVideo, $"Enhanced RTMP video ({Printable(fourCc)}) is not supported: send H.264.");
        }
        if ((tag[0] & 0xF) != FlvCodec.VideoH264)
        {
            throw new RtmpFaultException(RtmpFault.UnsupportedVideo, $"Video codec {tag[0] & 0xF} is not supported: send H.264.");
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '?'));

    private void DropAudio(string detail)
    {
        _audioDropped = true;
        warn(InputWarning.AudioCodecDropped, detail);
    }

    private static void Check(SegmenterResult result)
    {
        switch (result)
        {
            case SegmenterResult.NoKeyFrame:
                throw new RtmpFaultException(RtmpFault.NoKeyFrame, "No video key frame for 20 s: set the key frame interval to 2 s; audio alone cannot be published.");
            case SegmenterResult.MemoryExhausted:
                throw new RtmpFaultException(RtmpFault.MemoryExhausted, "The server's segment memory is full.");
            case SegmenterResult.BadFrame:
                throw new RtmpFaultException(RtmpFault.BadMedia, "A video frame is broken.");
            case SegmenterResult.Ended:
                throw new RtmpFaultException(RtmpFault.ClosedByHost, "The publication has ended.");
            default:
                return;
        }
    }
}
