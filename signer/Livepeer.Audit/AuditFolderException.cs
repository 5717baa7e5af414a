namespace Livepeer.Audit;

/// <summary>An audit folder cannot be used: another process has it, it is damaged, or it cannot be read or written. The message says what to do.</summary>
public sealed class AuditFolderException : Exception
{
    internal AuditFolderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
