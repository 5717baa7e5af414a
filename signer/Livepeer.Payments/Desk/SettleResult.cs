namespace Livepeer.Payments.Desk;

/// <summary>Answer of the desk to settlements.</summary>
public abstract record SettleResult
{
    private SettleResult()
    {
    }

    /// <summary>Durable.</summary>
    /// <param name="Results">One per settlement, in order.</param>
    public sealed record Settled(IReadOnlyList<SettlementResult> Results) : SettleResult;

    /// <summary>Nothing is known to be applied; repeating is harmless.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PaymentRefusal Refusal) : SettleResult;
}
