using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using DevOrchestrator.Accounts;
using DevOrchestrator.Chain;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;
using DevOrchestrator.Transcoding;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Hosting;

/// <summary>One orchestrator: its key, its offer, its view of the chain, and what it remembers until its next restart.</summary>
internal sealed class Node
{
    private readonly L1Clock _l1Clock;
    private volatile Incarnation _incarnation; // swapped whole

    public Node(DevOrchestratorOptions options, ITranscoder transcoder, CancellationToken stopping)
    {
        Options = options;
        Transcoder = transcoder;
        Stopping = stopping;
        Key = options.PrivateKey.IsEmpty ? EthKey.Create() : new EthKey(options.PrivateKey.Span);
        Offer = new Offer(options);
        Faults = new FaultPlan(options.Time);
        _l1Clock = new L1Clock(options.L1Block, options.L1Genesis ?? options.Time.GetUtcNow(), options.BlockTime, options.Time);
        _incarnation = new Incarnation(options, Key.Address, Stats);
    }

    public DevOrchestratorOptions Options { get; }

    public ITranscoder Transcoder { get; }

    /// <summary>Cancelled when the program ends; work goes on when a gateway merely hangs up, as at real orchestrators.</summary>
    public CancellationToken Stopping { get; }

    public EthKey Key { get; }

    public Offer Offer { get; }

    public FaultPlan Faults { get; }

    public StatsBook Stats { get; } = new();

    public Incarnation Now => _incarnation;

    /// <summary>Known as soon as the port is.</summary>
    public Uri ServiceUri { get; set; } = new("https://127.0.0.1");

    public DateTimeOffset Time => Options.Time.GetUtcNow();

    public void Restart()
    {
        var lost = Interlocked.Exchange(ref _incarnation, new Incarnation(Options, Key.Address, Stats));
        lost.PaidSessions.Close("restart");
        Stats.CountRestart();
    }

    public bool IsFull(string sessionId) => Faults.Current.IsCapped || Now.Sessions.IsFull(sessionId);

    public ChainView Chain() => new(
        Options.Round,
        Options.RoundBlockHash.ToArray(),
        Options.RoundBlockHash.ToArray(),
        _l1Clock.Block,
        Options.PoolSize,
        new SenderFunds(Options.SenderDepositWei, Options.SenderWithdrawRound, Options.SenderReserveWei, 0, 0),
        null,
        new HashSet<EthAddress> { Key.Address });

    /// <summary>The fault that changes prices.</summary>
    private Rational Factor => PriceFactor.TryParse(Faults.Current.PriceFactor, out var factor) ? factor : new Rational(1);

    public OrchestratorStats Snapshot(int tickets) => Stats.Snapshot(Key.Address, _l1Clock.Block.ToString(CultureInfo.InvariantCulture), Faults.Stalled, Now.Receiver, tickets);

    /// <summary>Price, fresh ticket parameters and token for a sender.</summary>
    /// <param name="sender">Who pays.</param>
    /// <param name="wanted">Capabilities of the job; null for the whole menu.</param>
    /// <param name="manifest">Account whose fixed price counts, if it has one.</param>
    /// <param name="token">The token of the running session; null opens a new one.</param>
    public InfoAnswer Describe(EthAddress sender, Capabilities? wanted, string manifest, AuthToken? token)
    {
        var info = new OrchestratorInfo
        {
            Transcoder = ServiceUri.GetLeftPart(UriPartial.Authority),
            Address = ByteString.CopyFrom(Key.Address.ToBytes()),
            Capabilities = CapabilitiesNow(),
            AuthToken = token ?? NewToken(RandomNumberGenerator.GetHexString(8, lowercase: true)),
        };
        if (Options.IsOffChain)
        {
            return InfoAnswer.Of(info);
        }

        var price = (Now.Receiver.FixedPrice(sender, manifest) ?? Offer.Price(wanted)) * Factor;
        var issued = Issue(sender, price);
        if (issued.Terms is not { } terms)
        {
            return InfoAnswer.Refused(issued.Refusal ?? TicketIssuance.InsufficientReserve);
        }

        info.TicketParams = terms.ToWire();
        info.PriceInfo = Offer.ToWire(price);
        if (wanted is null)
        {
            info.CapabilitiesPrices.AddRange(Offer.Menu(Factor));
        }

        return InfoAnswer.Of(info);
    }

    /// <summary>Whether a live stream of this model can begin.</summary>
    public bool HasLivePlace(string model) =>
        Offer.Find(AiPipelines.LiveCapability, model) is not null && Now.PaidSessions.Count(JobKind.Live, model) < Options.AiCapacity;

    /// <summary>Wei per unit, as told to who asks for this live model.</summary>
    public Rational LivePrice(string model) => Offer.Price(AiPipelines.LiveCapability, model) * Factor;

    /// <summary>Fresh ticket parameters for a price.</summary>
    public IssuedTerms Issue(EthAddress sender, Rational price) =>
        Now.Receiver.Issue(sender, price, Chain(), new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true));

    /// <summary>Wei per second, whole; zero for a capability that is not served.</summary>
    public Rational ByocPrice(ByocOffer? offer) =>
        offer is null || Options.IsOffChain ? Rational.Zero : new Rational((new Rational(offer.PricePerSecondWei) * Factor).Floor());

    /// <summary>Wei per unit, whole.</summary>
    public Rational RunnerPrice(RunnerOffer runner) => new((new Rational(runner.PriceWei) * Factor).Floor());

    public RunnerOffer? Runner(string name) => Options.Runners.FirstOrDefault(runner => runner.Name == name);

    /// <summary>A token for a session, good from now on for its lifetime.</summary>
    public AuthToken NewToken(string sessionId) => Now.Tokens.Issue(sessionId, (Time + AuthTokens.Lifetime).ToUnixTimeSeconds());

    /// <summary>What the orchestrator can do, with the places that live streams take and leave at this moment.</summary>
    private Capabilities CapabilitiesNow()
    {
        var capabilities = Offer.Capabilities.Clone();
        if (capabilities.Constraints.PerCapability.TryGetValue(AiPipelines.LiveCapability, out var live))
        {
            foreach (var (model, constraint) in live.Models)
            {
                var used = Now.PaidSessions.Count(JobKind.Live, model);
                (constraint.Capacity, constraint.CapacityInUse) = ((uint)Math.Max(0, Options.AiCapacity - used), (uint)used);
            }
        }

        return capabilities;
    }
}
