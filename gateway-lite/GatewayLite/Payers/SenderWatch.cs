using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Crypto;
using Livepeer.Orchestrators;

namespace GatewayLite.Payers;

/// <summary>Knows who pays and whether payments are being made: asks the payer at start until it answers, then listens to what payments say.</summary>
internal sealed partial class SenderWatch(IPayer payer, TimeProvider time, ILogger<SenderWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Swapped whole by whoever learned something last.
    private volatile string? _problem = "The payer has not answered yet.";
    private volatile Known? _known;

    /// <summary>The account that pays; null until known, and when nobody is paid.</summary>
    public EthAddress? Address => payer.SpendsMoney ? _known?.Address : null;

    /// <summary>Why nothing can be paid now, for a person; null when all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Learns from what happens to payments.</summary>
    public void Observe(PipelineEvent happened)
    {
        switch (happened)
        {
            case PipelineEvent.Paid:
                _problem = null;
                break;
            case PipelineEvent.PaymentRefused { Kind: PayerRefusalKind.Unavailable } refused:
                _problem = $"The payer does not answer ({refused.Code}).";
                break;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = false;
        while (_known is null)
        {
            try
            {
                var identity = await payer.GetAsync(stoppingToken);
                _known = new Known(identity.Address);
                _problem = null;
                LogKnown(logger, identity.Address);
            }
            catch (SenderIdentityUnavailableException failure)
            {
                _problem = failure.Message;
                if (!told)
                {
                    told = true;
                    LogUnknown(logger, failure.Message);
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private sealed record Known(EthAddress Address);

    [LoggerMessage(4201, LogLevel.Information, "Payments come from {Address}.")]
    private static partial void LogKnown(ILogger logger, EthAddress address);

    [LoggerMessage(4202, LogLevel.Warning, "The payer is asked again every second, because it is not known who pays: {Problem}")]
    private static partial void LogUnknown(ILogger logger, string problem);
}
