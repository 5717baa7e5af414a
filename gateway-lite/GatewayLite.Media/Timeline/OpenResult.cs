namespace GatewayLite.Media.Timeline;

/// <summary>Whether a publication could be opened.</summary>
public enum OpenResult
{
    /// <summary>It was.</summary>
    Opened,

    /// <summary>Another publisher is live under the name and not stale.</summary>
    NameInUse,

    /// <summary>As many streams are live as allowed.</summary>
    TooManyStreams,
}
