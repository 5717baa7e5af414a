using System.Globalization;
using System.Security.Cryptography;
using Drills.World;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;

namespace Drills.Paying;

/// <summary>
/// A client as gateways are: one payment after the other, each with an idempotency key of its own; whatever happens, it asks the next replica again with the same key
/// until it has its tickets, and hands them in once.
/// </summary>
internal sealed class Payer(string name, IReadOnlyList<Replica> replicas, string token, Judge judge, Tally tally, TimeProvider time)
{
    private const string RefusalTrailer = "remotesigner-refusal-bin";
    private const string BudgetUsedUp = "ev_budget_exceeded";
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly Metadata _headers = new() { { "authorization", "Bearer " + token } };
    private GetIdentityResponse? _sender;
    private ByteString? _information;
    private string? _earlier;
    private long _payments;
    private int _turn = RandomNumberGenerator.GetInt32(1024);

    private bool _isBroke;

    /// <summary>Pays until it is told to stop or its tenant's budget is used up; the payment that has begun is finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !_isBroke)
        {
            await PayOnceAsync();
        }
    }

    private async Task PayOnceAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await PayAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            tally.Failure("no success within the payer's patience");
            (_information, _earlier) = (null, null);
        }
    }

    private async Task PayAsync(CancellationToken patience)
    {
        CreatePaymentRequest? request = null;
        while (true)
        {
            try
            {
                _sender ??= await Next().Client.GetIdentityAsync(new GetIdentityRequest(), _headers, Deadline(), patience);
                _information ??= await judge.InformationAsync(_sender, patience);
                request ??= Request(_information);
                var began = time.GetTimestamp();
                var payment = await Next().Client.CreatePaymentAsync(request, _headers, Deadline(), patience);
                tally.Paid(payment.TicketCount, time.GetElapsedTime(began));
                _earlier = request.IdempotencyKey;
                if (payment.TicketCount > 0 && await judge.PresentAsync(payment, patience) is { } words)
                {
                    tally.RefusedByJudge(words);
                    _information = null;
                }

                return;
            }
            catch (RpcException fault) when (!patience.IsCancellationRequested)
            {
                if (!await SurviveAsync(fault, patience))
                {
                    return;
                }

                request = _information is null ? null : request;
            }
            catch (HttpRequestException fault)
            {
                tally.Failure("judge: " + fault.Message);
                _information = null;
                return;
            }
        }
    }

    /// <returns>Whether to go on with this payment.</returns>
    private async Task<bool> SurviveAsync(RpcException fault, CancellationToken patience)
    {
        var refusal = fault.Trailers.GetValueBytes(RefusalTrailer) is { } bytes ? Refusal.Parser.ParseFrom(bytes) : null;
        var words = refusal is null ? $"{fault.StatusCode} {fault.Status.Detail}" : $"{refusal.Code}: {refusal.Message}";
        switch (fault.StatusCode)
        {
            case StatusCode.ResourceExhausted when refusal?.Code == BudgetUsedUp:
                _isBroke = true;
                return false;
            case StatusCode.FailedPrecondition:
                // Another order with other parameters: it gets another key. The one before may have been paid, then its account says so.
                tally.Refreshed(refusal?.Code ?? words);
                _information = null;
                return true;
            case StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown or StatusCode.ResourceExhausted:
                tally.Retried(refusal?.Code ?? words);
                await Task.Delay(Pause, time, patience);
                return true;
            default:
                tally.Failure(words);
                (_information, _earlier) = (null, null);
                return false;
        }
    }

    private Replica Next() => replicas[(int)((uint)Interlocked.Increment(ref _turn) % replicas.Count)];

    private DateTime Deadline() => (time.GetUtcNow() + CallTimeout).UtcDateTime;

    private CreatePaymentRequest Request(ByteString information)
    {
        _payments++;
        var request = new CreatePaymentRequest
        {
            IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"{name}-{_payments}"),
            PaymentSessionId = name,
            OrchestratorInfo = information,
            VideoSegment = new VideoSegmentJob
            {
                ManifestId = name,
                Sequence = (ulong)_payments,
                SegmentHash = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32)),
                DurationMillis = 2_000,

                // Somewhat less than one ticket is worth.
                Profiles = { new VideoProfileSpec { Name = "P240p30fps16x9", Width = 426, Height = 240, Bitrate = 600_000, Fps = 30 } },
            },
        };

        // Nothing comes back as credit: every payment needs tickets.
        if (_earlier is not null)
        {
            request.Settlements.Add(new Settlement { IdempotencyKey = _earlier, Outcome = Outcome.Unknown });
        }

        return request;
    }
}
