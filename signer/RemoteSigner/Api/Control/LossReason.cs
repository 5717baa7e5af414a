namespace RemoteSigner.Api.Control;

/// <summary>Why an operator takes the ledger for incomplete, in the operator's words.</summary>
internal static class LossReason
{
    /// <summary>When the operator gives none.</summary>
    public const string Standard = "declared by the operator";

    /// <summary>What is expected.</summary>
    public const string Rule = "A reason has 1 to 256 printable ASCII characters.";

    public static bool IsValid(string reason) => HaltReason.IsValid(reason);
}
