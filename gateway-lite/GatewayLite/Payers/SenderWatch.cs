using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Crypto;
using Livepeer.Orchestrators;
using Livepeer.Wire.Offers;

namespace GatewayLite.Payers;

/// <summary>Knows who pays and whether payments can be made now: asks the payer again and again, and listens to what payments say.</summary>
/// <param name="payer">Who is asked.</param>
/// <param name="answersAgain">Called when the payer answers after a silence: what depends on it need not wait for its own turn.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says when the payer is missed.</param>
internal sealed partial class SenderWatch(IPayer payer, Action answersAgain, TimeProvider time, ILogger<SenderWatch> logger) : BackgroundService
{
    private static readonly TimeSpan PauseWhenWell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseWhenSilent = TimeSpan.FromSeconds(1);

    // Without new payments nobody would ever say that payments work again.
    private static readonly TimeSpan RefusalCounts = TimeSpan.FromSeconds(30);

    // Each swapped whole by whoever learned something last.
    private volatile string? _silence = "The payer has not answered yet.";
    private volatile Refusal? _refusal;
    private volatile Known? _known;

    /// <summary>The account that pays; null until known, and when nobody is paid.</summary>
    public EthAddress? Address => payer.SpendsMoney ? _known?.Address : null;

    /// <summary>Why nothing can be paid now, for a person; null when all is well.</summary>
    public string? Problem => _silence ?? (_refusal is { } refusal && time.GetElapsedTime(refusal.Since) < RefusalCounts ? refusal.Text : null);

    /// <summary>Learns from what happens to payments.</summary>
    public void Observe(PipelineEvent happened)
    {
        switch (happened)
        {
            case PipelineEvent.Paid:
                _refusal = null;
                break;
            case PipelineEvent.PaymentRefused { Kind: PayerRefusalKind.Unavailable } refused:
                _refusal = new Refusal($"The payer does not pay ({refused.Code}).", time.GetTimestamp());
                break;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            try
            {
                Learn(await payer.AskAnewAsync(stoppingToken));
            }
            catch (SenderIdentityUnavailableException failure)
            {
                Learn(failure.Message);
            }

            await Task.Delay(_silence is null ? PauseWhenWell : PauseWhenSilent, time, stoppingToken);
        }
        while (payer.SpendsMoney);
    }

    private void Learn(SenderIdentity identity)
    {
        var answered = _silence is not null && payer.SpendsMoney;
        _known = new Known(identity.Address);
        _silence = null;
        if (answered)
        {
            LogKnown(logger, identity.Address);
            answersAgain();
        }
    }

    private void Learn(string silence)
    {
        // Said once for each silence, and once more when it turns out to have another reason.
        if (_silence != silence)
        {
            LogSilent(logger, silence);
        }

        _silence = silence;
    }

    private sealed record Known(EthAddress Address);

    private sealed record Refusal(string Text, long Since);

    [LoggerMessage(4201, LogLevel.Information, "The payer answers: payments come from {Address}.")]
    private static partial void LogKnown(ILogger logger, EthAddress address);

    [LoggerMessage(4202, LogLevel.Warning, "Nothing can be paid; the payer is asked again every second: {Problem}")]
    private static partial void LogSilent(ILogger logger, string problem);
}
