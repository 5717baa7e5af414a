namespace GatewayLite.Media.Timeline;

/// <summary>Why a publication ended.</summary>
public enum EndReason
{
    /// <summary>Not ended.</summary>
    None,

    /// <summary>The publisher said it is done. Playlists end at once.</summary>
    PublisherFinished,

    /// <summary>The publisher's connection went away. Playlists wait for a reconnect before they end.</summary>
    ConnectionLost,

    /// <summary>Another publisher took the name over; the timeline goes on with its segments.</summary>
    TakenOver,

    /// <summary>The operator or the program's stop ended it. Playlists end at once.</summary>
    Closed,

    /// <summary>The publisher sent what cannot be served (no key frame, broken stream). Playlists wait for a reconnect.</summary>
    InputFault,

    /// <summary>The byte budget was spent and this stream had nothing left to drop.</summary>
    MemoryExhausted,

    /// <summary>A pushed stream delivered nothing for longer than the inactivity limit.</summary>
    Inactive,
}
