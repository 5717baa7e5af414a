namespace GatewayLite.Media.Ts;

/// <summary>Why bytes are not a usable MPEG-TS segment.</summary>
public enum TsFault
{
    /// <summary>They are.</summary>
    None,

    /// <summary>No bytes, or not a whole number of 188-byte packets.</summary>
    NotWholePackets,

    /// <summary>A packet does not begin with 0x47.</summary>
    SyncLost,

    /// <summary>No PAT and PMT with a matching CRC.</summary>
    NoProgram,

    /// <summary>The program has neither H.264 video nor AAC audio with a time stamp.</summary>
    NoMedia,
}
