using System.Globalization;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace TestKit.Payments;

/// <summary>Ordinary values. An order made of them is paid with <see cref="Chain"/> and the default policy: 18 tickets for the segment at 1,200 wei per pixel.</summary>
public static class Some
{
    /// <summary>Test time.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A tenant.</summary>
    public static TenantId Tenant { get; } = new("tenant-a");

    /// <summary>A ticket recipient.</summary>
    public static EthAddress Recipient { get; } = EthAddress.Parse("0x2a91627a37c6db5a2de14422c7a3103001381643");

    /// <summary>L1 block that <see cref="Chain"/> has seen last.</summary>
    public static long L1Block => 21_000_000;

    /// <summary>A key of the vectors: 32 times 0x46. The caller disposes it.</summary>
    public static PrivateKey Key()
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Fill(0x46);
        return new PrivateKey(bytes);
    }

    /// <summary>A funded sender, a block seen just now.</summary>
    public static ChainSnapshot Chain() => new(
        42161, L1Block, Now, 3890, Hash("round"), new SenderFunds(new Wei(BigInteger.Pow(10, 18)), new Wei(BigInteger.Pow(10, 18)), 0));

    /// <summary>Tickets of 8e9 wei each, a face value of 1.2e15 wei, 40 blocks to go.</summary>
    /// <param name="label">Another label, another nonce space.</param>
    public static TicketParameters TicketParameters(string label = "params") => new(
        Recipient,
        new Wei(1_200_000_000_000_000),
        new WinProbability(BigInteger.Parse("771947261582107969490473233391252719021799897770937093596383896000000000", CultureInfo.InvariantCulture)),
        Hash(label),
        12345,
        L1Block + 40,
        new TicketExpiration(3890, Hash("round")));

    /// <summary>Valid for half an hour.</summary>
    public static AuthToken AuthToken(string sessionId = "c37fb7db") => new(new byte[32], sessionId, Now.AddMinutes(30).ToUnixTimeSeconds());

    /// <summary>An offer at 1,200 wei per unit.</summary>
    public static OrchestratorOffer Offer(string label = "params") =>
        new("https://orchestrator.example:8935", Recipient, new PriceInfo(1200, 1), TicketParameters(label), AuthToken());

    /// <summary>Three renditions of two seconds and a bit.</summary>
    public static VideoSegmentJob Segment(long sequence = 0) => new(
        "stream-1",
        sequence,
        Hash("segment"),
        2002,
        [new("P240p30fps16x9", 426, 240, 600_000, 30), new("P360p30fps16x9", 640, 360, 1_200_000, 30), new("P720p30fps16x9", 1280, 720, 6_000_000, 30)],
        ReadOnlyMemory<byte>.Empty,
        [],
        ForceSessionReinit: false);

    /// <summary>One image of 512 by 512.</summary>
    public static AiJob Ai(long units = 262_144) => new(27, "stabilityai/sd-turbo", units, ReadOnlyMemory<byte>.Empty);

    /// <summary>An order for <see cref="Segment"/>.</summary>
    public static PaymentOrder Order(string idempotencyKey = "payment-1") =>
        new(Tenant, idempotencyKey, "payments-of-stream-1", Offer(), null, Segment(), []);

    /// <summary>The same order for another job.</summary>
    public static PaymentOrder Order(Job job, string idempotencyKey = "payment-1") => Order(idempotencyKey) with { Job = job };

    /// <summary>An outcome.</summary>
    public static Settlement Outcome(string idempotencyKey, PaymentOutcomeKind outcome, long billedUnits = 0, string text = "") =>
        new(idempotencyKey, outcome, billedUnits, text);

    /// <summary>A hash that is different for every label.</summary>
    public static Hash32 Hash(string label) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(label));
}
