using System.Numerics;

namespace Livepeer.Payments.Desk.Tenants;

/// <summary>What a tenant was given: in the running minute, hour and day, and ever.</summary>
/// <param name="Minute">The last minute with a payment.</param>
/// <param name="Hour">The last hour with a payment.</param>
/// <param name="Day">The last day with a payment.</param>
/// <param name="Total">All payments; its start is the first one's time.</param>
public sealed record TenantSpend(SpendWindow Minute, SpendWindow Hour, SpendWindow Day, SpendWindow Total);

/// <summary>Sums over a stretch of time.</summary>
/// <param name="Start">Ledger time at which it begins.</param>
/// <param name="Payments">Payments, also those without tickets.</param>
/// <param name="EvWei">Expected value of their tickets, each payment rounded up to whole wei.</param>
/// <param name="FaceValueWei">Face value of their tickets.</param>
public sealed record SpendWindow(DateTimeOffset Start, long Payments, BigInteger EvWei, BigInteger FaceValueWei)
{
    /// <summary>Nothing yet.</summary>
    public static SpendWindow From(DateTimeOffset start) => new(start, 0, BigInteger.Zero, BigInteger.Zero);

    /// <summary>With one more payment.</summary>
    public SpendWindow Add(BigInteger evWei, BigInteger faceValueWei) => this with
    {
        Payments = Payments + 1,
        EvWei = EvWei + evWei,
        FaceValueWei = FaceValueWei + faceValueWei,
    };
}
