using Livepeer.Crypto;
using Livepeer.Payments.Ceilings;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>How a list of orchestrators is kept for others.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>Shortest time between two questions to one orchestrator.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    /// <summary>Longest.</summary>
    public static readonly TimeSpan MaxInterval = TimeSpan.FromHours(24);

    /// <summary>Most nodes that are taken from one orchestrator.</summary>
    public const int MaxExtraNodes = 16;

    /// <summary>
    /// Time between two questions to one orchestrator, up to a fifth longer or shorter; who does not answer is asked ever more rarely, up to eight times that.
    /// Default 60 s: prices follow the gas price, and capacity moves by the minute.
    /// </summary>
    public TimeSpan Interval { get; init => field = InRange(value, MinInterval, MaxInterval, nameof(Interval)); } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two readings of the lists. Default 60 s. Source: go-livepeer common.WebhookDiscoveryRefreshInterval.</summary>
    public TimeSpan ListInterval { get; init => field = InRange(value, MinInterval, MaxInterval, nameof(ListInterval)); } = TimeSpan.FromSeconds(60);

    /// <summary>Orchestrators asked at the same time, 1 to 256. Default 32.</summary>
    public int ConcurrentAsks { get; init => field = InRange(value, 1, 256, nameof(ConcurrentAsks)); } = 32;

    /// <summary>Orchestrators that are kept, 1 to 10,000; what lists name beyond is left out. Default 1,000, ten times the active set.</summary>
    public int MaxOrchestrators { get; init => field = InRange(value, 1, 10_000, nameof(MaxOrchestrators)); } = 1_000;

    /// <summary>Further nodes that are asked per listed orchestrator, of those that it names, 0 to <see cref="MaxExtraNodes"/>. Default 0. go-livepeer's <c>-extraNodes</c>.</summary>
    public int ExtraNodes { get; init => field = InRange(value, 0, MaxExtraNodes, nameof(ExtraNodes)); }

    /// <summary>
    /// How long what an orchestrator offered is kept while it does not answer, and its runners while it says nothing of them, 1 minute to 365 days. Default 24 hours. When nobody answers any more everything is kept: then it is us.
    /// </summary>
    public TimeSpan Memory { get; init => field = InRange(value, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365), nameof(Memory)); } = TimeSpan.FromHours(24);

    /// <summary>Orchestrators that nobody is told about, by the address that they sign with or are paid at. go-livepeer's <c>-orchBlocklist</c>.</summary>
    public IReadOnlySet<EthAddress> Blocked { get; init; } = new HashSet<EthAddress>();

    /// <summary>What is dearer cannot be paid here.</summary>
    public PriceCeilings Ceilings { get; init; } = PriceCeilings.None;

    /// <summary>File that keeps the last good data over a restart; null for none.</summary>
    public string? StateFile { get; init; }

    /// <summary>Least time between two states of the list: answers of one moment share one.</summary>
    internal TimeSpan PublishPause { get; init; } = TimeSpan.FromSeconds(1);

    private static T InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The value is outside {least} to {most}.");
}
