namespace Livepeer.Payments.Desk.Audit;

/// <summary>A signature could not be recorded, so it was not released.</summary>
public sealed class AuditUnavailableException : Exception
{
    /// <summary>Says what failed.</summary>
    public AuditUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
