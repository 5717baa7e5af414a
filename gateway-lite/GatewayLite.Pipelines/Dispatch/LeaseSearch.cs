namespace GatewayLite.Pipelines.Dispatch;

/// <summary>A lease, or why there is none.</summary>
internal abstract record LeaseSearch
{
    private LeaseSearch()
    {
    }

    /// <summary>Found; the receiver ends it.</summary>
    public sealed record Found(HeldLease Held) : LeaseSearch;

    /// <summary>Nobody is usable.</summary>
    /// <param name="Reason">Closed set.</param>
    /// <param name="Message">One sentence, safe to show.</param>
    public sealed record Nobody(NobodyReason Reason, string Message) : LeaseSearch;
}

/// <summary>Why nobody is usable.</summary>
internal enum NobodyReason
{
    /// <summary>None is known, able and well.</summary>
    NoOrchestrator,

    /// <summary>Those that could are too expensive.</summary>
    PriceAboveCeiling,

    /// <summary>The payer, whose identity orchestrators are asked with, does not answer.</summary>
    PayerUnavailable,
}
