using Livepeer.Payments.Money;

namespace Livepeer.Wire.Discovery;

/// <summary>What a runner costs, as its orchestrator states it.</summary>
/// <param name="Text">The number as it was written: a JSON number without quotes.</param>
/// <param name="Currency">Currency as written; "wei" in every price that can be paid.</param>
/// <param name="Unit">Unit as written: "seconds", "720p-pixel-seconds" or "fixed" in every price that can be paid.</param>
/// <remarks>Source: go-livepeer ai/runner/live_runner.go LiveRunnerPriceInfo.</remarks>
public sealed record RunnerPrice(string Text, string Currency, string Unit)
{
    private static readonly string[] PayableUnits = ["seconds", "720p-pixel-seconds", "fixed"];

    /// <summary>Wei per unit; null when nobody can pay it: another currency or unit, or not above zero. Case and blanks around do not matter.</summary>
    /// <remarks>Source: go-livepeer server/remote_discovery.go validateRunnerPrice.</remarks>
    public Rational? PayableWei => Same(Currency, "wei") && PayableUnits.Any(unit => Same(Unit, unit)) && SignerApi.DecimalText.TryParse(Text, out var price) && price.Sign > 0
        ? price
        : null;

    private static bool Same(string given, string known) => given.AsSpan().Trim().Equals(known, StringComparison.OrdinalIgnoreCase);
}
