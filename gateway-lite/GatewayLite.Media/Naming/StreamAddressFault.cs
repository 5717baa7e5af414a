namespace GatewayLite.Media.Naming;

/// <summary>Why a path names no stream.</summary>
public enum StreamAddressFault
{
    /// <summary>The path was accepted.</summary>
    None,

    /// <summary>A part holds a character outside of <c>A-Z a-z 0-9 . _ + -</c>.</summary>
    CharacterNotAllowed,

    /// <summary>A part is longer than 128 characters.</summary>
    PartTooLong,

    /// <summary>More than 16 parts.</summary>
    TooManyParts,
}
