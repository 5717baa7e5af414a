namespace GatewayLite.Pipelines.Payments;

/// <summary>Growing pauses between calls to a payer that does not answer, so that many streams do not knock in step.</summary>
internal sealed class RetryPace(TimeSpan first, TimeSpan slowest, Random random)
{
    // Zero before the first pause.
    private TimeSpan _last;

    /// <summary>The pause to take now, between half and all of the nominal one.</summary>
    public TimeSpan Next()
    {
        _last = _last == TimeSpan.Zero ? first : TimeSpan.FromTicks(Math.Min(_last.Ticks * 2, slowest.Ticks));
        return _last * ((1 + random.NextDouble()) / 2);
    }

    /// <summary>The payer answered.</summary>
    public void Reset() => _last = TimeSpan.Zero;
}
