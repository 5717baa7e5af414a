using Conformance.Behaviours;

namespace Conformance.Running;

/// <summary>Every behaviour, in the order in which a person would want to read them.</summary>
internal static class Suite
{
    public static IReadOnlyList<Behaviour> All { get; } =
    [
        .. TransportBehaviours.All,
        .. IdentityBehaviours.All,
        .. RequestBehaviours.All,
        .. SpellingBehaviours.All,
        .. RefreshBehaviours.All,
        .. TicketBehaviours.All,
        .. CeilingBehaviours.All,
        .. PaymentBehaviours.All,
        .. BillingBehaviours.All,
        .. StateBehaviours.All,
        .. OrderBehaviours.All,
        .. DiscoveryBehaviours.All,
        .. StrictBehaviours.All,
    ];

    /// <summary>Tries one behaviour.</summary>
    public static async Task<Verdict> TryAsync(Behaviour behaviour, Trial trial, CancellationToken cancellationToken)
    {
        try
        {
            await behaviour.CheckAsync(trial, cancellationToken);
            return new Verdict(behaviour, Outcome.Passed, string.Empty);
        }
        catch (SkippedException skipped)
        {
            return new Verdict(behaviour, Outcome.Skipped, skipped.Message);
        }
        catch (Exception failure) when (failure is BrokenException or HttpRequestException or FormatException or KeyNotFoundException or InvalidOperationException
            or System.Text.Json.JsonException or Google.Protobuf.InvalidProtocolBufferException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Verdict(behaviour, Outcome.Failed, failure.Message);
        }
    }
}

/// <summary>What came of trying a behaviour.</summary>
internal sealed record Verdict(Behaviour Behaviour, Outcome Outcome, string Reason);

/// <summary>Zero is no outcome.</summary>
internal enum Outcome
{
    Unknown,
    Passed,
    Failed,
    Skipped,
}
