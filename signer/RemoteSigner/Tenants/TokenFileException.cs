namespace RemoteSigner.Tenants;

/// <summary>The tenant file cannot be used; the message says why and never holds a token.</summary>
internal sealed class TokenFileException(string message, Exception? innerException = null) : Exception(message, innerException);
