namespace RemoteSigner.Api.Control;

/// <summary>Why all signing is stopped, in the operator's words: callers read it in the refusal.</summary>
internal static class HaltReason
{
    /// <summary>When the operator gives none.</summary>
    public const string Standard = "stopped by the operator";

    /// <summary>What is expected.</summary>
    public const string Rule = "A reason has 1 to 256 printable ASCII characters: callers read it.";

    private const int MaxLength = 256;

    public static bool IsValid(string reason) => reason.Length <= MaxLength && reason.AsSpan().Trim().Length > 0 && !reason.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
