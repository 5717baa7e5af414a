namespace Livepeer.Payments.Jobs;

/// <summary>What is paid for: one closed set of kinds.</summary>
public abstract record Job
{
    private protected Job()
    {
    }

    /// <summary>Its kind.</summary>
    public abstract JobKind Kind { get; }
}
