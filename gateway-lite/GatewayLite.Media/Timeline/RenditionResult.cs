namespace GatewayLite.Media.Timeline;

/// <summary>What became of a rendition segment or a gap.</summary>
public enum RenditionResult
{
    /// <summary>It is part of the timeline.</summary>
    Stored,

    /// <summary>The segment was listed as a gap already, or has left the timeline: ignored and counted.</summary>
    TooLate,

    /// <summary>This rendition of this segment was decided before: ignored.</summary>
    AlreadyDecided,

    /// <summary>The stream has no such rendition, or the number was never appended.</summary>
    Unknown,
}
