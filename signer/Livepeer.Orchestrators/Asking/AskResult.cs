using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Asking;

/// <summary>What became of a question.</summary>
public abstract record AskResult
{
    private AskResult()
    {
    }

    /// <summary>Answered with something readable; whether it is usable is judged elsewhere.</summary>
    /// <param name="Description">The answer.</param>
    /// <param name="RoundTrip">From question to answer, connecting included.</param>
    public sealed record Answered(OrchestratorDescription Description, TimeSpan RoundTrip) : AskResult;

    /// <summary>Not answered, or not readably.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Failed(OrchestratorRefusal Refusal) : AskResult;
}
