namespace Livepeer.Payments.Jobs;

/// <summary>Kinds of paid work. Zero is none of them.</summary>
public enum JobKind
{
    /// <summary>Not a kind.</summary>
    Unknown,

    /// <summary>One video segment to transcode.</summary>
    VideoSegment,

    /// <summary>One batch AI request.</summary>
    Ai,

    /// <summary>Live work, billed by elapsed time.</summary>
    Live,

    /// <summary>Work with a fixed price, paid once.</summary>
    Fixed,

    /// <summary>Work billed by units that the caller counts.</summary>
    Units,

    /// <summary>A bring-your-own-capability job.</summary>
    Byoc,

    /// <summary>The signature under a bring-your-own-capability job; it moves no money by itself.</summary>
    SignByoc,
}

/// <summary>A set of kinds.</summary>
[Flags]
public enum JobKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="JobKind.VideoSegment"/>.</summary>
    VideoSegment = 1 << 0,

    /// <summary><see cref="JobKind.Ai"/>.</summary>
    Ai = 1 << 1,

    /// <summary><see cref="JobKind.Live"/>.</summary>
    Live = 1 << 2,

    /// <summary><see cref="JobKind.Fixed"/>.</summary>
    Fixed = 1 << 3,

    /// <summary><see cref="JobKind.Units"/>.</summary>
    Units = 1 << 4,

    /// <summary><see cref="JobKind.Byoc"/>.</summary>
    Byoc = 1 << 5,

    /// <summary><see cref="JobKind.SignByoc"/>.</summary>
    SignByoc = 1 << 6,

    /// <summary>Every kind.</summary>
    All = VideoSegment | Ai | Live | Fixed | Units | Byoc | SignByoc,
}

/// <summary>Membership in a set of kinds.</summary>
public static class JobKindSets
{
    /// <summary>Whether the set has the kind; never for <see cref="JobKind.Unknown"/>.</summary>
    public static bool Has(this JobKinds set, JobKind kind) => kind != JobKind.Unknown && ((int)set & (1 << ((int)kind - 1))) != 0;
}
