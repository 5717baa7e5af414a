namespace Livepeer.Orchestrators.Sources;

/// <summary>A list could not be read. Nobody named in it is to blame.</summary>
public sealed class OrchestratorListException : Exception
{
    /// <summary>Says why, to stand behind the name of the source.</summary>
    public OrchestratorListException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
