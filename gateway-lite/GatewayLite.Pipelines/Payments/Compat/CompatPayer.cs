using System.Collections.Concurrent;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Crypto;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using Livepeer.Wire.SignerApi;
using Microsoft.Extensions.Logging;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>
/// Pays batch AI work through a signer that has go-livepeer's HTTP API and nothing else. That API keeps no balance by itself and hears of no outcome, so the books are kept
/// here, in memory: what is forgotten by a restart is paid for once more. Outcomes are not delivered anywhere.
/// </summary>
public sealed partial class CompatPayer : IPayer, IDisposable
{
    private const int MostIdentityBytes = 16 * 1024;
    private const int MostAccounts = 4096;
    private const int MostOpen = 20_000;

    private readonly CompatPayerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SignerHttp _http;
    private readonly CompatCredentials _credentials = new();
    private readonly CompatAccounts _accounts = new(MostAccounts);

    // Thread-safe by type; an entry for every payment without an outcome.
    private readonly ConcurrentDictionary<string, (CompatAccount Account, PayerAnswer.Paid Answer)> _open = new(StringComparer.Ordinal);

    // Written whole by whoever asked last.
    private SenderIdentity? _identity;

    /// <summary>Opens no connection before the first call.</summary>
    /// <param name="options">Where the signer is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Logs.</param>
    /// <exception cref="ArgumentException">The endpoint is not usable, or an option is out of range.</exception>
    public CompatPayer(CompatPayerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<CompatPayer>();
        _http = new SignerHttp(options, time);
    }

    /// <inheritdoc/>
    public bool SpendsMoney => true;

    /// <inheritdoc/>
    public PayerRefusal? CannotPayFor(JobKind kind) => kind == JobKind.Ai ? null : CompatRefusals.NotPayable(kind);

    /// <inheritdoc/>
    public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _identity) is { } known ? ValueTask.FromResult(known) : AskAnewAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<SenderIdentity> AskAnewAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.PostAsync(SignerPaths.SignOrchestratorInfo, "{}"u8.ToArray(), MostIdentityBytes, _options.CallTimeout, cancellationToken);
        if (reply is not SignerReply.Answered answered)
        {
            throw new SenderIdentityUnavailableException(CompatRefusals.Silent(((SignerReply.Silent)reply).Detail).Message);
        }

        if (answered.Status != 200)
        {
            throw new SenderIdentityUnavailableException(CompatRefusals.Of(answered.Status, SignerErrorJson.Message(answered.Body.Span)).Message);
        }

        if (!OrchestratorSignatureJson.TryRead(answered.Body.Span, out var address, out var signature))
        {
            throw new SenderIdentityUnavailableException("The signer's answer is no address of 20 bytes with a signature of 65.");
        }

        if (!Secp256k1.Best.TryRecover(OrchestratorIdentity.Of(address).Digest, signature, out var signer) || signer != address)
        {
            throw new SenderIdentityUnavailableException($"The signer's signature is not that of {address}, the account it names; orchestrators would not believe it.");
        }

        return Learn(new SenderIdentity(address, signature));
    }

    /// <inheritdoc/>
    public async Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_open.TryGetValue(request.IdempotencyKey, out var made))
        {
            return made.Answer;
        }

        if (!CompatOrder.TryRead(request, out var order, out var refusal))
        {
            return new PayerAnswer.Refused(refusal);
        }

        if (_open.Count >= MostOpen)
        {
            return new PayerAnswer.Refused(CompatRefusals.Named(RefusalKind.TooManyOpenPayments, "Too many payments have no outcome yet."));
        }

        var started = _time.GetTimestamp();
        using var patience = new TimeLimit(request.Patience, _time, cancellationToken);
        try
        {
            var sender = await GetAsync(patience.Token);
            var account = _accounts.Of(order, _time.GetUtcNow());
            await account.Turn.WaitAsync(patience.Token);
            try
            {
                return await InTurnAsync(order, account, sender, request.Patience - _time.GetElapsedTime(started), cancellationToken);
            }
            finally
            {
                _ = account.Turn.Release();
            }
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return new PayerAnswer.Refused(CompatRefusals.Silent("earlier payments to the same orchestrator took all the time"));
        }
        catch (SenderIdentityUnavailableException failure)
        {
            return new PayerAnswer.Refused(new(PayerRefusalKind.Unavailable, SignerRefusals.Unreachable, failure.Message));
        }
    }

    /// <inheritdoc/>
    public void Report(string paymentSessionId, Settlement settlement)
    {
        if (_open.TryRemove(settlement.IdempotencyKey, out var payment))
        {
            payment.Account.Settle(settlement, _time.GetUtcNow());
        }
    }

    /// <summary>Closes the connections. What the books say is lost with them.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<PayerAnswer> InTurnAsync(CompatOrder order, CompatAccount account, SenderIdentity sender, TimeSpan patience, CancellationToken cancellationToken)
    {
        var key = order.Request.IdempotencyKey;
        if (account.Begin(key, order, _time.GetUtcNow()) is not { } stage)
        {
            return new PayerAnswer.Refused(CompatRefusals.Named(RefusalKind.TooManyOpenPayments, "Too many payments to this orchestrator have no outcome yet."));
        }

        PayerAnswer.Paid? paid = null;
        try
        {
            var exchange = new CompatExchange(_http, _credentials, _time, order, account, sender);
            var answer = await exchange.RunAsync(stage, patience, cancellationToken);
            paid = answer as PayerAnswer.Paid;
            return answer;
        }
        finally
        {
            if (paid is not null)
            {
                _open[key] = (account, paid);
            }
            else
            {
                account.Settle(new Settlement(key, PaymentOutcomeKind.NotSent, 0, ""), _time.GetUtcNow());
            }
        }
    }

    private SenderIdentity Learn(SenderIdentity identity)
    {
        var before = Interlocked.Exchange(ref _identity, identity);
        if (before is not null && before.Address != identity.Address)
        {
            _accounts.Clear();
            _credentials.Clear();
            LogChanged(_logger, before.Address, identity.Address);
        }

        return identity;
    }

    [LoggerMessage(3221, LogLevel.Warning, "The signer pays from {Now} instead of {Before}: the books on the old account are closed.")]
    private static partial void LogChanged(ILogger logger, EthAddress before, EthAddress now);
}
