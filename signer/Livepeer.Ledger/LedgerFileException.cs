namespace Livepeer.Ledger;

/// <summary>The ledger's file cannot be used. The message names the file and what to do.</summary>
public sealed class LedgerFileException : Exception
{
    internal LedgerFileException(LedgerFileProblem problem, string file, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Problem = problem;
        File = file;
    }

    /// <summary>What is wrong.</summary>
    public LedgerFileProblem Problem { get; }

    /// <summary>Full path of the file.</summary>
    public string File { get; }
}
