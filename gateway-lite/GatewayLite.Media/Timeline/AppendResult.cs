namespace GatewayLite.Media.Timeline;

/// <summary>What became of an appended source segment.</summary>
public enum AppendResult
{
    /// <summary>It is part of the timeline.</summary>
    Appended,

    /// <summary>The publication has ended or was taken over.</summary>
    Ended,

    /// <summary>Its number is not above the last one of this publication.</summary>
    NumberNotRising,

    /// <summary>Its duration is not between 0 (exclusive) and 300 s, or it has no bytes.</summary>
    Invalid,
}
