using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Orchestrators.Connections;
using Livepeer.Protos.Net;
using Livepeer.Wire.Answers;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;
using AuthToken = Livepeer.Payments.Desk.AuthToken;

namespace Livepeer.Orchestrators.Asking;

/// <summary>gRPC to one orchestrator at one URI.</summary>
internal sealed class OrchestratorChannel : IDisposable
{
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxDetailLength = 256;

    // The defaults, 1 s growing to 120 s, would keep an orchestrator away long after it came back.
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastBackoff = TimeSpan.FromSeconds(2);

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly ISenderIdentity _identity;
    private readonly TimeProvider _time;

    public OrchestratorChannel(Uri service, AddressGuard guard, ISenderIdentity identity, TimeProvider time)
    {
        _identity = identity;
        _time = time;
        _channel = GrpcChannel.ForAddress(service.GetLeftPart(UriPartial.Authority), new GrpcChannelOptions
        {
            HttpHandler = ConnectionSettings.Handler(guard, verifyCertificates: false),
            DisposeHttpClient = true,
            InitialReconnectBackoff = FirstBackoff,
            MaxReconnectBackoff = LastBackoff,
            MaxReceiveMessageSize = WireLimits.OrchestratorInfoBytes,
            MaxSendMessageSize = MaxRequestBytes,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    public async Task<AskResult> AskAsync(JobCapabilities? needs, TimeSpan deadline, CancellationToken cancellationToken) =>
        await AskAsync(OrchestratorRequests.GetOrchestrator(await _identity.GetAsync(cancellationToken), needs), deadline, cancellationToken);

    public async Task<AskResult> SurveyAsync(TimeSpan deadline, CancellationToken cancellationToken) =>
        await AskAsync(OrchestratorRequests.Survey(await _identity.GetAsync(cancellationToken)), deadline, cancellationToken);

    public async Task EndSessionAsync(AuthToken token, TimeSpan deadline, CancellationToken cancellationToken) =>
        await CallAsync(OrchestratorMethods.EndTranscodingSession, OrchestratorRequests.EndSession(token), deadline, cancellationToken);

    public void Dispose() => _channel.Dispose();

    private async Task<AskResult> AskAsync(OrchestratorRequest request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var (bytes, refusal) = await CallAsync(OrchestratorMethods.GetOrchestrator, request, deadline, cancellationToken);
        if (bytes is null)
        {
            return new AskResult.Failed(refusal!);
        }

        return OrchestratorInfoReader.TryRead(bytes, out var description, out var fault)
            ? new AskResult.Answered(description, _time.GetElapsedTime(start))
            : new AskResult.Failed(new OrchestratorRefusal(OrchestratorRefusalKind.Malformed, fault.ToString()));
    }

    private async Task<(byte[]? Bytes, OrchestratorRefusal? Refusal)> CallAsync<TRequest>(
        Method<TRequest, byte[]> method, TRequest request, TimeSpan deadline, CancellationToken cancellationToken)
        where TRequest : class
    {
        using var limit = new CancellationTokenSource(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var call = _invoker.AsyncUnaryCall(method, host: null, new CallOptions(cancellationToken: either.Token), request);
            return (await call.ResponseAsync, null);
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException) when (limit.IsCancellationRequested)
        {
            return (null, new OrchestratorRefusal(OrchestratorRefusalKind.TimedOut, $"no answer within {deadline.TotalSeconds} s"));
        }
        catch (RpcException exception)
        {
            return (null, Translate(exception.Status));
        }
        catch (ObjectDisposedException)
        {
            return (null, new OrchestratorRefusal(OrchestratorRefusalKind.Unreachable, "it is no longer listed"));
        }
    }

    // Orchestrators refuse with Unknown and a text. ResourceExhausted comes from our own size bound, the rest from the transport.
    private static OrchestratorRefusal Translate(Status status)
    {
        var detail = status.Detail.Length <= MaxDetailLength ? status.Detail : status.Detail[..MaxDetailLength];
        return status.StatusCode switch
        {
            StatusCode.Unknown => new OrchestratorRefusal(OrchestratorRefusalKind.Refused, detail, OrchestratorAnswers.OfGetOrchestrator(status.Detail)),
            StatusCode.ResourceExhausted => new OrchestratorRefusal(OrchestratorRefusalKind.Malformed, detail),
            StatusCode.DeadlineExceeded => new OrchestratorRefusal(OrchestratorRefusalKind.TimedOut, detail),
            _ => new OrchestratorRefusal(OrchestratorRefusalKind.Unreachable, detail),
        };
    }
}
