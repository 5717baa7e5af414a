using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livepeer.Hosting.Tls;

/// <summary>Looks every second whether the files of TLS changed. A problem is logged once, not every second.</summary>
public sealed partial class TlsReload(ServerTls tls, TimeProvider time, ILogger<TlsReload> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private string? _reported;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            switch (tls.Refresh())
            {
                case TlsRefresh.Renewed:
                    _reported = null;
                    Log.Renewed(log, tls.Subject, tls.NotAfter);
                    break;
                case TlsRefresh.Same:
                    _reported = null;
                    break;
                case TlsRefresh.Unusable { Problem: var problem } when problem != _reported:
                    _reported = problem;
                    Log.Unusable(log, problem, tls.Subject, tls.NotAfter);
                    break;
                default:
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "New connections get the certificate of {Subject}, valid until {NotAfter:u}.")]
        public static partial void Renewed(ILogger logger, string subject, DateTimeOffset notAfter);

        [LoggerMessage(1002, LogLevel.Warning, "The TLS files changed and cannot be used; the certificate of {Subject}, valid until {NotAfter:u}, stays in use. {Problem}")]
        public static partial void Unusable(ILogger logger, string problem, string subject, DateTimeOffset notAfter);
    }
}
