using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Port: pays for work at orchestrators and hides where keys, balances and nonces live. Thread-safe. The identity that orchestrators are asked with is the payer's too, and is asked for once.</summary>
public interface IPayer : ISenderIdentity
{
    /// <summary>Whether payments carry tickets; false for private orchestrators that take work for nothing.</summary>
    bool SpendsMoney { get; }

    /// <summary>Why this payer can never pay for a kind of work, so that nobody begins any; null when it can.</summary>
    PayerRefusal? CannotPayFor(JobKind kind);

    /// <summary>Asks who pays past what is remembered: whether payments could be made now.</summary>
    /// <exception cref="Livepeer.Orchestrators.SenderIdentityUnavailableException">The payer does not answer, or refuses; the message says why.</exception>
    ValueTask<Livepeer.Wire.Offers.SenderIdentity> AskAnewAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes one payment. An unreachable payer is asked again with the same idempotency key until <see cref="PaymentRequest.Patience"/> is over, so one request is paid at most once.
    /// </summary>
    /// <returns>
    /// Both header values, or a refusal. A payment that was made must be reported with <see cref="Report"/>; one whose answer was lost, also by cancellation, the payer reports itself.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Says what became of a payment. Returns at once: the report rides in the next payment of the same session, else it is delivered on its own within about a second,
    /// and repeated until the payer has it. The queue is bounded; when it is full the oldest report is dropped and counted, and the payer writes that credit off in time.
    /// </summary>
    /// <param name="paymentSessionId">The session the payment was made in.</param>
    /// <param name="settlement">The outcome.</param>
    void Report(string paymentSessionId, Settlement settlement);
}
