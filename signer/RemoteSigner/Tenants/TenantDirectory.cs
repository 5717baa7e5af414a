using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Desk;
using RemoteSigner.Configuration;

namespace RemoteSigner.Tenants;

/// <summary>Who may call now: follows the tenant file, so that tokens are added and withdrawn without a restart.</summary>
internal sealed partial class TenantDirectory(SignerOptions options, TimeProvider time, ILogger<TenantDirectory> log) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    // Immutable and swapped whole.
    private volatile TokenTable _table = TokenTable.Empty;
    private (DateTime Written, long Length) _seen;
    private string? _reported;

    public IReadOnlyList<TenantId> Tenants => _table.Tenants;

    public bool TryFind(ReadOnlySpan<char> token, [NotNullWhen(true)] out Caller? caller) => _table.TryFind(token, out caller);

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="TokenFileException">The file is there but cannot be used.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Refresh();
        if (_table.Tenants.Count == 0)
        {
            Log.NoTenants(log, options.TenantTokensFile);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (Refresh())
                {
                    Log.TenantsRead(log, _table.Tenants.Count, options.TenantTokensFile);
                }
            }
            catch (TokenFileException failure)
            {
                // The last good table stays: a typing mistake must not lock everybody out.
                Report(failure);
            }
        }
    }

    private bool Refresh()
    {
        var file = new FileInfo(options.TenantTokensFile);
        var seen = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (seen == _seen)
        {
            return false;
        }

        try
        {
            _table = seen == default ? TokenTable.Empty : TokenFile.Read(options.TenantTokensFile);
        }
        catch (TokenFileException failure) when (!failure.IsUnread)
        {
            // A wrong file stays wrong until somebody changes it. One that was not read is tried again: a token may have been withdrawn in it.
            _seen = seen;
            throw;
        }

        _seen = seen;
        _reported = null;
        return true;
    }

    private void Report(TokenFileException failure)
    {
        if (!failure.IsUnread)
        {
            Log.TenantsUnusable(log, failure.Message);
        }
        else if (failure.Message != _reported)
        {
            // Once for a cause, not every second.
            _reported = failure.Message;
            Log.TenantsUnread(log, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Warning, "Nobody can call yet: {File} names no tenant. Make a token: remote-signer tokens new --tenant NAME --file {File}")]
        public static partial void NoTenants(ILogger logger, string file);

        [LoggerMessage(2001, LogLevel.Information, "The tenant file changed: {Count} tenants in {File}.")]
        public static partial void TenantsRead(ILogger logger, int count, string file);

        [LoggerMessage(2002, LogLevel.Warning, "The tenant file changed and cannot be used; the tokens read before stay valid. {Problem}")]
        public static partial void TenantsUnusable(ILogger logger, string problem);

        [LoggerMessage(2003, LogLevel.Warning, "The tenant file is tried again every second until it can be read; the tokens read before stay valid. {Problem}")]
        public static partial void TenantsUnread(ILogger logger, string problem);
    }
}
