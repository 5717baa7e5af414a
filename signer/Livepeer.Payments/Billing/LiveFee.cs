using System.Diagnostics;
using System.Numerics;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>Units of live work.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go, server/live_payment.go.</remarks>
public static class LiveFee
{
    /// <summary>1280 × 720 × 30.</summary>
    public const long PixelsPerSecond = 27_648_000;

    /// <summary>Time that the first payment covers.</summary>
    public static TimeSpan Preload(LiveUnit unit) => unit switch
    {
        LiveUnit.Seconds => TimeSpan.FromSeconds(10),
        LiveUnit.PixelSeconds720p => TimeSpan.FromSeconds(60),
        _ => throw new UnreachableException(),
    };

    /// <summary>Units of a time: seconds rounded up, or pixels rounded down. Nothing for a time that is not positive.</summary>
    public static BigInteger Units(LiveUnit unit, TimeSpan elapsed)
    {
        var ticks = new BigInteger(Math.Max(0, elapsed.Ticks));
        return unit switch
        {
            LiveUnit.Seconds => (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond,
            LiveUnit.PixelSeconds720p => ticks * PixelsPerSecond / TimeSpan.TicksPerSecond,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Wei of a second at a price per unit.</summary>
    public static Rational PerSecond(LiveUnit unit, Rational pricePerUnit) => new Rational(Units(unit, TimeSpan.FromSeconds(1))) * pricePerUnit;
}
