using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>Limits of one signer. Every value has a default and refuses what makes no sense.</summary>
public sealed record PaymentPolicy
{
    /// <summary>Wei. Source: go-livepeer cmd/livepeer -maxTicketEV.</summary>
    public const long DefaultMaxTicketEvWei = 3_000_000_000_000;

    /// <summary>Wei. Source: go-livepeer cmd/livepeer -maxTotalEV.</summary>
    public const long DefaultMaxTotalEvWei = 20_000_000_000_000;

    /// <summary>One ticket may risk the whole deposit. Source: go-livepeer cmd/livepeer -depositMultiplier.</summary>
    public const int DefaultDepositMultiplier = 1;

    /// <summary>Leaves room for 100 tickets below the 600 nonces that an orchestrator remembers. Source: go-livepeer pm/recipient.go.</summary>
    public const int DefaultNonceLimit = 500;

    /// <summary>Orchestrators up to v0.7.0 remember 50 nonces.</summary>
    public const int MinNonceLimit = 50;

    /// <summary>No orchestrator remembers more. Source: go-livepeer pm/recipient.go.</summary>
    public const int MaxNonceLimit = 600;

    /// <summary>Source: go-livepeer server/remote_signer.go.</summary>
    public const int DefaultMaxTicketsPerPayment = 100;

    /// <summary>Payments in flight that one balance keeps books on.</summary>
    public const int DefaultMaxOpenPayments = 64;

    /// <summary>L1 blocks. Orchestrators give 40; a multiple of that is not a real offer.</summary>
    public const int DefaultMaxBlocksAhead = 400;

    /// <summary>Time after which a payment without a reported outcome counts as spent.</summary>
    public static readonly TimeSpan DefaultOpenPaymentTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The last 10 % of a token's 30 minutes. Source: go-livepeer server/broadcast.go.</summary>
    public static readonly TimeSpan DefaultAuthTokenBuffer = TimeSpan.FromSeconds(180);

    /// <summary>Ten L1 blocks.</summary>
    public static readonly TimeSpan DefaultMaxL1BlockAge = TimeSpan.FromMinutes(2);

    /// <summary>Three intervals of an orchestrator's meter, so that one lost payment ends nothing.</summary>
    public static readonly TimeSpan DefaultLiveRunway = TimeSpan.FromSeconds(15);

    /// <summary>Twice the credit that a stream begins with.</summary>
    public static readonly TimeSpan DefaultLiveMaxCatchUp = TimeSpan.FromMinutes(2);

    /// <summary>All defaults.</summary>
    public static PaymentPolicy Default { get; } = new();

    /// <summary>Most that one ticket may be worth, in wei; 0 or more.</summary>
    public Rational MaxTicketEv { get; init => field = NotNegative(value, nameof(MaxTicketEv)); } = new(DefaultMaxTicketEvWei);

    /// <summary>Most that all tickets of one payment may be worth, in wei; 0 or more.</summary>
    public Rational MaxTotalEv { get; init => field = NotNegative(value, nameof(MaxTotalEv)); } = new(DefaultMaxTotalEvWei);

    /// <summary>A ticket's face value is at most the deposit divided by this; 1 or more.</summary>
    public int DepositMultiplier { get; init => field = InRange(value, 1, int.MaxValue, nameof(DepositMultiplier)); } = DefaultDepositMultiplier;

    /// <summary>Tickets per ticket parameters, 50 to 600.</summary>
    public int NonceLimit { get; init => field = InRange(value, MinNonceLimit, MaxNonceLimit, nameof(NonceLimit)); } = DefaultNonceLimit;

    /// <summary>Tickets in one payment, 1 to 600.</summary>
    public int MaxTicketsPerPayment { get; init => field = InRange(value, 1, MaxNonceLimit, nameof(MaxTicketsPerPayment)); } = DefaultMaxTicketsPerPayment;

    /// <summary>Payments of one balance whose outcome is open, 1 to 1,024.</summary>
    public int MaxOpenPayments { get; init => field = InRange(value, 1, 1024, nameof(MaxOpenPayments)); } = DefaultMaxOpenPayments;

    /// <summary>Ticket parameters that expire more L1 blocks ahead are refused, 2 to 100,000.</summary>
    public int MaxBlocksAhead { get; init => field = InRange(value, 2, 100_000, nameof(MaxBlocksAhead)); } = DefaultMaxBlocksAhead;

    /// <summary>Time after which a payment without an outcome counts as spent; above 0, at most <see cref="BalanceRules.IdleLifetime"/>.</summary>
    public TimeSpan OpenPaymentTimeout
    {
        get;
        init => field = InRange(value, TimeSpan.FromTicks(1), BalanceRules.IdleLifetime, nameof(OpenPaymentTimeout));
    } = DefaultOpenPaymentTimeout;

    /// <summary>An authentication token that expires sooner is refused; 0 to 30 minutes.</summary>
    public TimeSpan AuthTokenBuffer
    {
        get;
        init => field = InRange(value, TimeSpan.Zero, TimeSpan.FromMinutes(30), nameof(AuthTokenBuffer));
    } = DefaultAuthTokenBuffer;

    /// <summary>No tickets are made on an L1 block seen longer ago; above 0, at most an hour.</summary>
    public TimeSpan MaxL1BlockAge
    {
        get;
        init => field = InRange(value, TimeSpan.FromTicks(1), TimeSpan.FromHours(1), nameof(MaxL1BlockAge));
    } = DefaultMaxL1BlockAge;

    /// <summary>Time that live work always stays paid ahead at the orchestrator, with what the first payment covers; 0 to 10 minutes (requirement C4).</summary>
    public TimeSpan LiveRunway { get; init => field = InRange(value, TimeSpan.Zero, TimeSpan.FromMinutes(10), nameof(LiveRunway)); } = DefaultLiveRunway;

    /// <summary>Unpaid time after which live work begins anew, because its orchestrator has given up: 10 seconds to 30 minutes (requirement C5).</summary>
    public TimeSpan LiveMaxCatchUp
    {
        get;
        init => field = InRange(value, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(30), nameof(LiveMaxCatchUp));
    } = DefaultLiveMaxCatchUp;

    /// <summary>Ticket recipients that are paid, whoever asks; null for any (requirement S4).</summary>
    public ImmutableHashSet<EthAddress>? Recipients { get; init; }

    /// <summary>Configured price ceilings.</summary>
    public PriceCeilings Ceilings { get; init; } = PriceCeilings.None;

    private static Rational NotNegative(Rational value, string name) =>
        value.Sign >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "The limit is negative.");

    private static T InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The value is outside {least} to {most}.");
}
