namespace Livepeer.Payments.Desk;

/// <summary>The ledger could not make a step durable. Nothing was signed.</summary>
public sealed class LedgerUnavailableException : Exception
{
    /// <summary>Says what failed.</summary>
    public LedgerUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
