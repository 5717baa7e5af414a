namespace DevOrchestrator.Control;

/// <summary>Lays a fault request over the settings in force.</summary>
internal static class FaultRequest
{
    /// <summary>The new settings, or what is wrong with the request.</summary>
    public static (FaultSettings? Settings, string? Error) Apply(FaultRequestJson request, FaultSettings current)
    {
        if (request.PriceFactor is { } factor && !PriceFactor.TryParse(factor, out _))
        {
            return (null, $"priceFactor '{factor}' is not n or n/d between 1/1000000 and 1000000");
        }

        var wrongResult = current.WrongResult;
        if (request.WrongResult is { } wrong && !Enum.TryParse(wrong, ignoreCase: true, out wrongResult))
        {
            return (null, $"wrongResult '{wrong}' is none of none, rendition, signature, pixels");
        }

        var (stall, drop) = (current.Stall, current.Drop);
        if ((request.Stall is { } stalled && !TryRead(stalled, out stall)) || (request.Drop is { } dropped && !TryRead(dropped, out drop)))
        {
            return (null, "scopes are segment, ai, grpc, download, all, none");
        }

        return (current with
        {
            IsCapped = request.Capped ?? current.IsCapped,
            Stall = stall,
            StallFor = request.Stall is { } stallRequest ? Duration(stallRequest) : current.StallFor,
            IsStalledAfterHeaders = request.Stall?.AfterHeaders ?? current.IsStalledAfterHeaders,
            Drop = drop,
            IsDroppedAfterHeaders = request.Drop?.AfterHeaders ?? current.IsDroppedAfterHeaders,
            Delay = request.DelayMillis is { } delay ? TimeSpan.FromMilliseconds(Math.Max(0, delay)) : current.Delay,
            PriceFactor = request.PriceFactor ?? current.PriceFactor,
            RefusePayment = request.RefusePayment is { } text ? (text.Length == 0 ? null : text) : current.RefusePayment,
            WrongResult = wrongResult,
        }, null);
    }

    private static TimeSpan? Duration(ScopedFaultJson fault) =>
        fault.DurationMillis is { } millis ? TimeSpan.FromMilliseconds(Math.Max(0, millis)) : null;

    private static bool TryRead(ScopedFaultJson fault, out FaultScope scopes)
    {
        scopes = FaultScope.None;
        foreach (var name in fault.Scopes)
        {
            if (!Enum.TryParse<FaultScope>(name, ignoreCase: true, out var scope))
            {
                return false;
            }

            scopes |= scope;
        }

        return true;
    }
}
