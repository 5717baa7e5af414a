using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Ledger;
using Livepeer.Ledger.Redis;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Hosting;

/// <summary>Tries, one after the other, what a signer needs. Nothing stays open.</summary>
internal static class Probes
{
    public static async IAsyncEnumerable<(string Name, ProbeResult Found)> AllAsync(SignerOptions options, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ("key", Key(options));
        yield return ("ledger", await LedgerAsync(options, time, cancellationToken));
        yield return ("audit log", AuditProbe.Try(options));
        yield return ("tenants", Tenants(options));
        yield return ("funds", Funds(options));
        if (options.Tls is not null)
        {
            yield return ("certificate", Certificate(options, time));
        }

        yield return ("gRPC listener", Listener(options.GrpcAddress));
        yield return ("HTTP listener", Listener(options.Http.Address));
        if (options.Http.WebhookUrl is { } webhook)
        {
            yield return ("webhook", Webhook(options.Http, webhook));
        }

        yield return ("control listener", Listener(options.ControlAddress));
        yield return ("orchestrators", await OrchestratorProbe.TryAsync(options, time, cancellationToken));
    }

    private static ProbeResult Key(SignerOptions options)
    {
        var reasons = new List<string>();
        using var key = Openings.Key(options, reasons);
        return key switch
        {
            null => new(false, reasons[0]),
            { ExposedFile: { } file } => new(true, $"{key.Custodian.Address}, but every user of this machine may read {file}: chmod 600 {file}"),
            _ => new(true, $"{key.Custodian.Address}, signing by {Secp256k1.Best.Name}"),
        };
    }

    private static async Task<ProbeResult> LedgerAsync(SignerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Redis is not null)
        {
            return await RedisAsync(options, time, cancellationToken);
        }

        if (!File.Exists(options.LedgerFile))
        {
            return new(true, $"{options.LedgerFile} does not exist yet; the first start makes it");
        }

        try
        {
            // Opening and closing a ledger that nobody uses takes an epoch and changes nothing else in it.
            await using var ledger = EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = options.LedgerFile }, time);
            return new(true, ledger.Path);
        }
        catch (LedgerFileException failure) when (failure.Problem == LedgerFileProblem.InUse)
        {
            return new(true, $"{options.LedgerFile} is in use: a signer is running");
        }
        catch (LedgerFileException failure)
        {
            return new(false, failure.Message);
        }
    }

    private static async Task<ProbeResult> RedisAsync(SignerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        using var key = Openings.Key(options, reasons);
        if (key is null)
        {
            return new(false, "the ledger in Redis is named after the account, and the key cannot be opened");
        }

        await using var ledger = await Openings.LedgerAsync(options, key.Custodian.Address, firstEpoch: null, time, reasons);
        if (ledger is null)
        {
            return new(false, reasons[0]);
        }

        await ledger.ProbeAsync(cancellationToken);
        var warnings = ledger is RedisLedger redis ? redis.Warnings : [];
        return new(true, warnings.Count == 0 ? ledger.Place : $"{ledger.Place}, but: {string.Join(' ', warnings)}");
    }

    private static ProbeResult Tenants(SignerOptions options)
    {
        var reasons = new List<string>();
        return Openings.Tenants(options, reasons) switch
        {
            null => new(false, reasons[0]),
            { Tenants.IsEmpty: true } => new(false, $"nobody could call: make a tenant with remote-signer tenants create NAME --tenants {options.TenantsFile}"),
            { } table when TenantsFile.IsOpenToOthers(options.TenantsFile) =>
                new(true, $"{table.Tenants.Length} in {options.TenantsFile}, which others than its owner may read or change: chmod 600 {options.TenantsFile}"),
            { } table => new(true, $"{table.Tenants.Length} in {options.TenantsFile}"),
        };
    }

    private static ProbeResult Funds(SignerOptions options) =>
        options.Chain.DepositWei == "0" || options.Chain.ReserveWei == "0"
            ? new(false, "deposit or reserve is 0 wei: every ticket would be refused")
            : new(true, $"deposit {options.Chain.DepositWei} wei, reserve {options.Chain.ReserveWei} wei, both from the configuration");

    private static ProbeResult Certificate(SignerOptions options, TimeProvider time)
    {
        var reasons = new List<string>();
        return Openings.Tls(options, time, reasons) switch
        {
            null => new(false, reasons[0]),
            { } tls when tls.NotAfter <= time.GetUtcNow() => new(false, $"{tls.Subject} expired at {tls.NotAfter:u}"),
            { } tls => new(true, $"{tls.Subject}, valid until {tls.NotAfter:u}"),
        };
    }

    /// <summary>What can be said without asking it: a question would be about a payment that nobody wants.</summary>
    private static ProbeResult Webhook(HttpApiOptions options, Uri webhook)
    {
        var reasons = new List<string>();
        return Openings.Webhook(options, reasons) is { } read ? new(true, $"{webhook.GetLeftPart(UriPartial.Path)}, with {read.Headers.Count} headers") : new(false, reasons[0]);
    }

    private static ProbeResult Listener(ListenAddress address)
    {
        try
        {
            using var listener = new TcpListener(address.Host, address.Port);
            listener.Start();
            return new(true, $"{address} is free");
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new(true, $"{address} is in use: by a running signer, or else choose another port")
                : new(false, $"{address} cannot be used: {failure.Message}");
        }
    }
}

/// <summary>What was found.</summary>
internal sealed record ProbeResult(bool Works, string Detail);
