namespace Livepeer.Custody.Keystore;

/// <summary>A key file or its passphrase file cannot be used. The message names the file and what to do, never a secret.</summary>
public sealed class KeystoreException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public KeystoreException(KeystoreProblem problem, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Problem = problem;
    }

    /// <summary>The kind of problem, for callers that react to it.</summary>
    public KeystoreProblem Problem { get; }
}
