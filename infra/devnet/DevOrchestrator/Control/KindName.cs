using DevOrchestrator.Accounts;

namespace DevOrchestrator.Control;

/// <summary>Names of job kinds in the statistics.</summary>
internal static class KindName
{
    public static string Of(JobKind kind) => kind switch
    {
        JobKind.Payment => "payment",
        JobKind.Segment => "segment",
        JobKind.Ai => "ai",
        JobKind.Live => "live",
        JobKind.Runner => "runner",
        JobKind.Byoc => "byoc",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of job"),
    };
}
