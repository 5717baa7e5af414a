using System.Security.Cryptography;
using Livepeer.Hosting.Files;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Identity;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Tenants;

/// <summary>
/// The registry as it is now: follows the tenant file, so that what commands change is in force within a second. A file that cannot be used, or is gone,
/// changes nothing: a typing mistake must not lock everybody out.
/// </summary>
internal sealed partial class TenantDirectory(SignerOptions options, TimeProvider time, ILogger<TenantDirectory> log) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    // All belong to the loop; the first is read by everybody, immutable and swapped whole.
    private volatile State _state = new(TenantTable.Empty, []);
    private readonly FileChange _change = new(time, options.TenantsFile);
    private string? _reported;
    private bool _warned;

    /// <summary>All tenants.</summary>
    public TenantTable Current => _state.Table;

    /// <summary>Why the file as it is now is not in force; null when it is.</summary>
    public string? Problem => Volatile.Read(ref _reported);

    /// <summary>
    /// What a tenant may do that is not proven by the registry itself: the default tenant, or one that a webhook named. Whom a webhook named and who has no
    /// entry of his own has the limits of <see cref="TenantNames.AnyWebhook"/>; who has none there either, those of the signer alone.
    /// </summary>
    /// <returns>False when the operator disabled the entry.</returns>
    public bool TryLimitsFor(TenantId tenant, out TenantLimits limits)
    {
        var table = _state.Table;
        var entry = table.Find(tenant.Value) ?? (TenantNames.IsWebhook(tenant.Value) ? table.Find(TenantNames.AnyWebhook) : null);
        limits = entry?.Limits ?? TenantLimits.None;
        return entry is not { Disabled: true };
    }

    /// <summary>The caller for such a tenant; null when the operator disabled the entry.</summary>
    public Caller? CallerFor(TenantId tenant, CallerProof proof) => TryLimitsFor(tenant, out var limits) ? new Caller(tenant, proof, limits) : null;

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="TenantsFileException">The file is there but cannot be used.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _change.Look();
        if (TenantsFile.ReadBytes(options.TenantsFile) is { } bytes)
        {
            _state = new State(TenantsFile.Parse(options.TenantsFile, bytes), SHA256.HashData(bytes));
        }

        if (_state.Table.Tenants.IsEmpty)
        {
            Log.NoTenants(log, options.TenantsFile);
        }

        WarnOfTheNameless();
        if (TenantsFile.IsOpenToOthers(options.TenantsFile))
        {
            Log.OpenToOthers(log, options.TenantsFile);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!_change.Look())
            {
                continue;
            }

            try
            {
                Refresh();
                Volatile.Write(ref _reported, null);
            }
            catch (TenantsFileException failure)
            {
                Report(failure);
            }
        }
    }

    private void Refresh()
    {
        if (TenantsFile.ReadBytes(options.TenantsFile) is not { } bytes)
        {
            if (_state.Content.Length > 0)
            {
                throw new TenantsFileException($"The tenant file {options.TenantsFile} is gone.");
            }

            return;
        }

        var content = SHA256.HashData(bytes);
        if (content.AsSpan().SequenceEqual(_state.Content))
        {
            return;
        }

        _state = new State(TenantsFile.Parse(options.TenantsFile, bytes), content);
        Log.TenantsRead(log, _state.Table.Tenants.Length, options.TenantsFile);
        WarnOfTheNameless();
    }

    /// <summary>Whoever leaves the token out would else not be bound by any tenant's budget, and nobody would know.</summary>
    private void WarnOfTheNameless()
    {
        var table = _state.Table;
        var unbound = options.Http is { Address.IsLoopback: true, WebhookUrl: null, AllowNoAuth: false, RequireToken: false }
            && table.HasOthersThanDefault
            && table.Find(TenantNames.Default) is not ({ Disabled: true } or { Limits.AreBudgeted: true });
        if (unbound && !_warned)
        {
            Log.NamelessUnbound(log, options.TenantsFile);
        }

        _warned = unbound;
    }

    private void Report(TenantsFileException failure)
    {
        if (failure.IsUnread)
        {
            // It may be readable the next time without another change: a token may have been withdrawn in it.
            _change.Forget();
        }

        if (failure.Message != _reported)
        {
            // Once for a cause, not every second.
            Volatile.Write(ref _reported, failure.Message);
            Log.TenantsUnusable(log, failure.Message);
        }
    }

    /// <param name="Table">The tenants.</param>
    /// <param name="Content">SHA-256 of the file they come from; empty when there was none.</param>
    private sealed record State(TenantTable Table, byte[] Content);

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Warning, "Nobody can prove who he is yet: {File} names no tenant. Make one: remote-signer tenants create NAME --tenants {File}")]
        public static partial void NoTenants(ILogger logger, string file);

        [LoggerMessage(2021, LogLevel.Warning, "Users of this machine who call the HTTP API without a token spend as the tenant default, which has no budget: the budgets of the tenants in {File} do not bind them. Want a token from everybody with --http-require-token, or give them a budget: remote-signer tenants create default --ev-per-day 0.1eth --tenants {File}")]
        public static partial void NamelessUnbound(ILogger logger, string file);

        [LoggerMessage(2001, LogLevel.Information, "The tenant file changed: {Count} tenants in {File}.")]
        public static partial void TenantsRead(ILogger logger, int count, string file);

        [LoggerMessage(2002, LogLevel.Warning, "The tenant file changed and cannot be used; what was read before stays in force. {Problem}")]
        public static partial void TenantsUnusable(ILogger logger, string problem);

        [LoggerMessage(2003, LogLevel.Warning, "Others than its owner may read or change {File}, which says who may spend what: chmod 600 {File}")]
        public static partial void OpenToOthers(ILogger logger, string file);
    }
}
