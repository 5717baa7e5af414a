namespace GatewayLite.Checking;

/// <summary>What a check found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Weight">How it stands.</param>
/// <param name="Detail">For a person; holds no secret.</param>
internal sealed record Finding(string Subject, FindingWeight Weight, string Detail)
{
    public static Finding Fine(string subject, string detail) => new(subject, FindingWeight.Fine, detail);

    public static Finding Notice(string subject, string detail) => new(subject, FindingWeight.Notice, detail);

    public static Finding Failure(string subject, string detail) => new(subject, FindingWeight.Failure, detail);
}

/// <summary>How something stands. Zero is what must be fixed.</summary>
internal enum FindingWeight
{
    /// <summary>The gateway cannot work like this.</summary>
    Failure,

    /// <summary>The gateway works, and somebody should know.</summary>
    Notice,

    /// <summary>In order.</summary>
    Fine,
}
