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

        if (!TryRead(request.Stall, current.Stall, out var stall) || !TryRead(request.Drop, current.Drop, out var drop)
            || !TryRead(request.LoseAnswer, current.LoseAnswer, out var lose) || !TryRead(request.SlowAnswer, current.SlowAnswer, out var slow))
        {
            return (null, "scopes are segment, ai, grpc, download, payment, live, runner, byoc, all, none");
        }

        return (current with
        {
            IsCapped = request.Capped ?? current.IsCapped,
            Stall = stall,
            StallFor = request.Stall is { } stallRequest ? Duration(stallRequest) : current.StallFor,
            IsStalledAfterHeaders = request.Stall?.AfterHeaders ?? current.IsStalledAfterHeaders,
            Drop = drop,
            IsDroppedAfterHeaders = request.Drop?.AfterHeaders ?? current.IsDroppedAfterHeaders,
            LoseAnswer = lose,
            SlowAnswer = slow,
            SlowAnswerFor = request.SlowAnswer is { } slowRequest ? Duration(slowRequest) : current.SlowAnswerFor,
            Delay = request.DelayMillis is { } delay ? TimeSpan.FromMilliseconds(Math.Max(0, delay)) : current.Delay,
            PriceFactor = request.PriceFactor ?? current.PriceFactor,
            RefusePayment = request.RefusePayment is { } text ? (text.Length == 0 ? null : text) : current.RefusePayment,
            AreTicketParamsKept = request.KeepTicketParams ?? current.AreTicketParamsKept,
            WrongResult = wrongResult,
        }, null);
    }

    private static TimeSpan? Duration(ScopedFaultJson fault) =>
        fault.DurationMillis is { } millis ? TimeSpan.FromMilliseconds(Math.Max(0, millis)) : null;

    /// <summary>An absent fault keeps its scopes.</summary>
    private static bool TryRead(ScopedFaultJson? fault, FaultScope current, out FaultScope scopes)
    {
        scopes = current;
        if (fault is null)
        {
            return true;
        }

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
