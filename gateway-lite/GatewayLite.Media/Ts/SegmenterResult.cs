namespace GatewayLite.Media.Ts;

/// <summary>Whether input can go on after a frame.</summary>
internal enum SegmenterResult
{
    Ok,

    /// <summary>No key frame for 20 s of media time.</summary>
    NoKeyFrame,

    /// <summary>The byte budget, or the bound of one segment, is spent.</summary>
    MemoryExhausted,

    /// <summary>The publication has ended.</summary>
    Ended,

    /// <summary>A frame is not what its configuration says.</summary>
    BadFrame,
}
