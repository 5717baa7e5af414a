namespace RemoteSigner.Tenants.Registry;

/// <summary>The tenant file cannot be used; the message says why and never holds a token.</summary>
internal sealed class TenantsFileException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The file system did not give the content, and may the next time; false when the content itself is wrong.</summary>
    public bool IsUnread => InnerException is IOException or UnauthorizedAccessException;
}
