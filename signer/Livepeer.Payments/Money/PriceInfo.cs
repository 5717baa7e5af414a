namespace Livepeer.Payments.Money;

/// <summary>A price as an orchestrator states it, kept verbatim because tickets are bound to it.</summary>
/// <param name="PricePerUnit">Wei for <paramref name="PixelsPerUnit"/> units.</param>
/// <param name="PixelsPerUnit">Units that the price is for; never zero in a usable price.</param>
/// <param name="Capability">Capability id the price is for, 0 when it names none.</param>
/// <param name="Constraint">Model id the price is for, empty when it names none.</param>
/// <remarks>Source: go-livepeer net/lp_rpc.proto PriceInfo.</remarks>
public sealed record PriceInfo(long PricePerUnit, long PixelsPerUnit, uint Capability = 0, string Constraint = "")
{
    /// <summary>Wei per unit.</summary>
    /// <exception cref="DivideByZeroException"><see cref="PixelsPerUnit"/> is zero.</exception>
    public Rational PerUnit => new(PricePerUnit, PixelsPerUnit);
}
