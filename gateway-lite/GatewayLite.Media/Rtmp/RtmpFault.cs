namespace GatewayLite.Media.Rtmp;

/// <summary>Why an RTMP connection ended.</summary>
public enum RtmpFault
{
    /// <summary>The publisher said it is done, or left before publishing.</summary>
    None,

    /// <summary>The peer closed the connection while publishing, without saying so before.</summary>
    ConnectionLost,

    /// <summary>The first byte is not 3: not RTMP, or an encrypted variant.</summary>
    NotRtmp,

    /// <summary>The handshake took longer than allowed.</summary>
    HandshakeTimeout,

    /// <summary>Nothing was published in time.</summary>
    PublishTimeout,

    /// <summary>Nothing was received for too long.</summary>
    Silent,

    /// <summary>A chunk continues a message that never began, or changes one in the middle.</summary>
    BadChunk,

    /// <summary>More than 64 chunk streams.</summary>
    TooManyChunkStreams,

    /// <summary>A message is larger than allowed.</summary>
    MessageTooLarge,

    /// <summary>Partly received messages together are larger than allowed.</summary>
    TooManyPartialBytes,

    /// <summary>A chunk size of zero or with the top bit set, or a protocol control message of a wrong length.</summary>
    BadControl,

    /// <summary>A command is not valid AMF0, or nests or counts more than allowed.</summary>
    BadAmf,

    /// <summary>A command that may not come now: publish before connect, a second publish.</summary>
    UnexpectedCommand,

    /// <summary>The client asked to play: there is no RTMP playback.</summary>
    PlayRefused,

    /// <summary>The path of the URL is not a stream name.</summary>
    BadStreamName,

    /// <summary>The gate denied the publisher.</summary>
    Denied,

    /// <summary>The stream is being published by another.</summary>
    NameInUse,

    /// <summary>The gate failed.</summary>
    GateFailed,

    /// <summary>Video that is not H.264 in its classic form.</summary>
    UnsupportedVideo,

    /// <summary>A video or audio message does not have the form its header announces.</summary>
    BadMedia,

    /// <summary>No key frame for 20 s of media time: nothing can be cut. Audio without video ends so too.</summary>
    NoKeyFrame,

    /// <summary>The segment memory is spent and this stream has nothing left to drop.</summary>
    MemoryExhausted,

    /// <summary>Another publisher took the stream over.</summary>
    TakenOver,

    /// <summary>The host ended the publication.</summary>
    ClosedByHost,

    /// <summary>As many connections as allowed are open.</summary>
    TooManyConnections,

    /// <summary>The server stops.</summary>
    ServerStopping,

    /// <summary>A defect of this program; the event carries the exception.</summary>
    Internal,
}
