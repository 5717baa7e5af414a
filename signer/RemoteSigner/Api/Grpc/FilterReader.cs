using Livepeer.Orchestrators.Discovery;
using Livepeer.Payments.Money;

namespace RemoteSigner.Api.Grpc;

/// <summary>Reads what a caller looks for in the list of orchestrators.</summary>
internal static class FilterReader
{
    /// <exception cref="global::Grpc.Core.RpcException">A field is out of bounds; which one and how is in its trailer.</exception>
    public static OrchestratorFilter Read(uint capability, string modelId, IReadOnlyList<string> apps, string maxPrice)
    {
        var checks = new FieldChecks();
        checks.Within("capability", capability, 0, RequestLimits.CapabilityIds - 1);
        checks.Length("model_id", modelId, 0, RequestLimits.ModelIdLength);
        checks.Count("apps", apps.Count, 0, RequestLimits.Apps);
        foreach (var app in apps)
        {
            checks.Length("apps", app, 1, RequestLimits.AppLength);
        }

        checks.Length("max_price_wei_per_unit", maxPrice, 0, RequestLimits.MaxPriceLength);
        var price = Rational.Zero;
        if (checks.Refusal is null && maxPrice.Length > 0 && (!Rational.TryParse(maxPrice, out price) || price.Sign < 0))
        {
            checks.Fail("max_price_wei_per_unit", "no fraction", "n or n/d in decimal digits, 0 or more");
        }

        return checks.Refusal is { } refusal
            ? throw RefusalAnswer.Of(refusal)
            : new OrchestratorFilter { Capability = capability, ModelId = modelId, Apps = [.. apps], MaxPrice = maxPrice.Length > 0 ? price : null };
    }
}
