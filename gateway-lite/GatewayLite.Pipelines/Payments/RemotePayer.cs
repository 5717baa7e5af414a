using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Status;
using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Crypto;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Microsoft.Extensions.Logging;
using Api = Livepeer.Protos.RemoteSigner.V1;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Pays through a remote signer. Holds no key and no money; survives the signer's restarts by asking again with the same idempotency key.</summary>
public sealed class RemotePayer : IPayer, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowestPause = TimeSpan.FromMilliseconds(400);

    private readonly RemotePayerOptions _options;
    private readonly TimeProvider _time;
    private readonly GrpcChannel _channel;
    private readonly Api.Payments.PaymentsClient _client;
    private readonly Metadata _headers;
    private readonly SettlementDelivery _delivery;

    // Written once, by whoever asked first; the answer is constant for a key.
    private SenderIdentity? _identity;

    /// <summary>Opens no connection before the first call.</summary>
    /// <exception cref="ArgumentException">The endpoint is not usable, or an option is out of range.</exception>
    public RemotePayer(RemotePayerOptions options, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRules.Demand(options);
        _options = options;
        _time = time;
        _channel = SignerChannel.Open(options);
        _client = new Api.Payments.PaymentsClient(_channel);
        _headers = new Metadata { { "authorization", "Bearer " + options.Token } };
        _delivery = new SettlementDelivery(
            (request, token) => _client.ReportOutcomeAsync(request, Options(options.CallTimeout, token)).ResponseAsync, options, meter, time, new Random(), loggers.CreateLogger<RemotePayer>());
    }

    /// <inheritdoc/>
    public bool SpendsMoney => true;

    /// <summary>Reports that the signer does not have yet.</summary>
    public int PendingReports => _delivery.Pending;

    /// <inheritdoc/>
    public PayerRefusal? CannotPayFor(JobKind kind) => null;

    /// <inheritdoc/>
    public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _identity) is { } known ? ValueTask.FromResult(known) : AskAnewAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<SenderIdentity> AskAnewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.GetIdentityAsync(new Api.GetIdentityRequest(), Options(_options.CallTimeout, cancellationToken));
            if (response.Address.Length != EthAddress.Size || response.OrchestratorSignature.Length != Signature65.Size)
            {
                throw new SenderIdentityUnavailableException("The signer's identity is not an address of 20 bytes with a signature of 65.");
            }

            var identity = new SenderIdentity(new EthAddress(response.Address.Span), new Signature65(response.OrchestratorSignature.Span));
            Volatile.Write(ref _identity, identity);
            return identity;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException failure)
        {
            throw new SenderIdentityUnavailableException(SignerRefusals.Read(failure).Message, failure);
        }
    }

    /// <inheritdoc/>
    public async Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var riding = _delivery.TakeOf(request.PaymentSessionId);
        var delivered = false;
        var call = new Call(SignerMessages.Payment(request, riding.Select(static entry => entry.Settlement)));
        try
        {
            var answer = await AskAsync(call, request.Patience, cancellationToken);
            call.IsPaymentLost &= answer is PayerAnswer.Refused;
            delivered = answer is not PayerAnswer.Refused { Refusal.Kind: PayerRefusalKind.Unavailable or PayerRefusalKind.Policy or PayerRefusalKind.Malformed };
            return answer;
        }
        finally
        {
            // The signer may have paid without our hearing of it; nothing was sent for it, so its credit stays. Unknown keys are harmless there.
            if (call.IsPaymentLost)
            {
                _delivery.Add(request.PaymentSessionId, new Settlement(request.IdempotencyKey, PaymentOutcomeKind.NotSent, 0, ""));
            }

            // Whether a failed call applied them is not known; repeating a report changes nothing.
            if (!delivered && riding.Count > 0)
            {
                _delivery.Return(riding);
            }
        }
    }

    /// <inheritdoc/>
    public void Report(string paymentSessionId, Settlement settlement) => _delivery.Add(paymentSessionId, settlement);

    /// <summary>Delivers what is still to be reported, within one call's time, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _delivery.DisposeAsync();
        _channel.Dispose();
    }

    private async Task<PayerAnswer> AskAsync(Call call, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var pace = new RetryPace(FirstPause, SlowestPause, new Random());
        PayerAnswer.Refused? named = null;
        while (true)
        {
            var left = patience - _time.GetElapsedTime(started);
            var answer = await AskOnceAsync(call, left < _options.CallTimeout ? left : _options.CallTimeout, cancellationToken);
            if (answer is not PayerAnswer.Refused { Refusal.Kind: PayerRefusalKind.Unavailable } unavailable)
            {
                return answer;
            }

            // What the signer said is worth more than that it did not answer a last, hurried call.
            named = unavailable.Refusal.Code == SignerRefusals.Unreachable ? named : unavailable;
            var pause = pace.Next();
            if (_time.GetElapsedTime(started) + pause >= patience)
            {
                return named ?? unavailable;
            }

            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private async Task<PayerAnswer> AskOnceAsync(Call call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.CreatePaymentAsync(call.Message, Options(timeout, cancellationToken));
            return new PayerAnswer.Paid(SignerMessages.Headers(response));
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            call.IsPaymentLost = true;
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException failure)
        {
            var refusal = SignerRefusals.Read(failure);
            call.IsPaymentLost |= refusal.Kind == PayerRefusalKind.Unavailable && !SignerRefusals.IsBeforeSending(failure);
            return new PayerAnswer.Refused(refusal);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            call.IsPaymentLost = true;
            return new PayerAnswer.Refused(new(PayerRefusalKind.Malformed, "payer_malformed", "The signer's answer has numbers that cannot be read."));
        }
    }

    /// <summary>One payment being asked for, once or more often.</summary>
    private sealed class Call(Api.CreatePaymentRequest message)
    {
        public Api.CreatePaymentRequest Message => message;

        /// <summary>Whether the signer may have made the payment without our having it.</summary>
        public bool IsPaymentLost { get; set; }
    }

    private CallOptions Options(TimeSpan timeout, CancellationToken cancellationToken) =>
        new(_headers, _time.GetUtcNow().UtcDateTime + (timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero), cancellationToken);
}
