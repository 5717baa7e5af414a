using Livepeer.Payments.Jobs;

namespace RemoteSigner.Tenants.Limits;

/// <summary>Kinds of jobs as operators write them.</summary>
internal static class JobWords
{
    private static readonly (string Word, JobKinds Kind)[] Words =
    [
        ("video", JobKinds.VideoSegment),
        ("ai", JobKinds.Ai),
        ("live", JobKinds.Live),
        ("fixed", JobKinds.Fixed),
        ("units", JobKinds.Units),
        ("byoc", JobKinds.Byoc),
        ("sign-byoc", JobKinds.SignByoc),
    ];

    /// <summary>Every word.</summary>
    public static IEnumerable<string> All => Words.Select(entry => entry.Word);

    /// <summary>Reads words divided by commas.</summary>
    public static bool TryParse(string text, out JobKinds value, out string problem)
    {
        value = JobKinds.None;
        problem = $"not some of {string.Join(", ", All)}, divided by commas";
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = Words.FirstOrDefault(entry => entry.Word == part);
            if (found.Word is null)
            {
                return false;
            }

            value |= found.Kind;
        }

        return value != JobKinds.None;
    }

    /// <summary>The words; null when every kind is allowed.</summary>
    public static string? Text(JobKinds kinds) =>
        kinds == JobKinds.All ? null : string.Join(',', Words.Where(entry => kinds.HasFlag(entry.Kind)).Select(entry => entry.Word));
}
