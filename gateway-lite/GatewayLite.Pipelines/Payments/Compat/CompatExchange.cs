using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Matching;
using Livepeer.Wire.SignerApi;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>One payment's conversation with the signer. Used by one task, which holds the account's turn.</summary>
internal sealed class CompatExchange(SignerHttp http, CompatCredentials credentials, TimeProvider time, CompatOrder order, CompatAccount account, SenderIdentity sender)
{
    // A state may have hundreds of digits of a fraction, a payment has 100 tickets at most.
    private const int MostBytes = 256 * 1024;

    private const int LabelCharacters = 128;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowestPause = TimeSpan.FromMilliseconds(400);

    private readonly long _started = time.GetTimestamp();
    private readonly RetryPace _pace = new(FirstPause, SlowestPause, new Random());

    // Whether the signer may have moved on from the state that is held here.
    private bool _isLost;
    private PayerRefusal? _said;

    public async Task<PayerAnswer> RunAsync(CompatStage stage, TimeSpan patience, CancellationToken cancellationToken)
    {
        PayerAnswer? answer = null;
        try
        {
            answer = await UntilDecidedAsync(stage, patience, cancellationToken);
            return answer;
        }
        finally
        {
            if (answer is null || _isLost)
            {
                account.Forget();
            }
        }
    }

    private async Task<PayerAnswer> UntilDecidedAsync(CompatStage stage, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            if ((order.IsFree || stage.Need.Sign <= 0) && credentials.Find(order.Job.ManifestId) is { } known)
            {
                return WithoutTickets(known);
            }

            if (stage.Need > long.MaxValue)
            {
                return Refused(CompatRefusals.Named(RefusalKind.TooManyTickets, "The orchestrator's tickets are worth more than any work."));
            }

            // Covered without credentials: they were thrown away, and one unit brings them back.
            stage = stage with { Need = BigInteger.Max(stage.Need, BigInteger.One) };
            var (answer, again) = await AskAsync(Body(stage), stage, patience, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            stage = again!;
        }
    }

    /// <summary>Asks with the same bytes until there is an answer: a signer that has seen them gives the same tickets again.</summary>
    private async Task<(PayerAnswer? Answer, CompatStage? Again)> AskAsync(byte[] body, CompatStage stage, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reply = await http.PostAsync(SignerPaths.GenerateLivePayment, body, MostBytes, patience - time.GetElapsedTime(_started), cancellationToken);
            if (reply is SignerReply.Answered { Status: 200 or SignerStatuses.NoTickets } paid)
            {
                return (Accept(paid, stage), null);
            }

            var refusal = Refusal(reply);
            if (reply is SignerReply.Answered { Status: 400 or 409 } && stage.Position is not null)
            {
                // Another key, a store that was set back, or a state that is too old: what the orchestrator has is known without it.
                return (null, account.BeginAnew(order.Request.IdempotencyKey, order));
            }

            if (refusal.Kind != PayerRefusalKind.Unavailable)
            {
                return (Refused(refusal), null);
            }

            // What the signer said is worth more than that it did not answer a last, hurried call.
            _said = reply is SignerReply.Answered ? refusal : _said;
            var pause = _pace.Next();
            if (time.GetElapsedTime(_started) + pause >= patience)
            {
                return (Refused(_said ?? refusal), null);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private PayerRefusal Refusal(SignerReply reply)
    {
        switch (reply)
        {
            case SignerReply.Silent silent:
                _isLost |= silent.MayHaveArrived;
                return CompatRefusals.Silent(silent.Detail);
            case SignerReply.Answered answered:
                // What failed inside may have failed after the signer had moved on.
                _isLost |= answered.Status >= 500;
                return CompatRefusals.Of(answered.Status, Printable(SignerErrorJson.Message(answered.Body.Span)));
            default:
                throw new InvalidOperationException("A signer answers or is silent.");
        }
    }

    private PayerAnswer Accept(SignerReply.Answered answered, CompatStage stage)
    {
        if (answered.Status == SignerStatuses.NoTickets)
        {
            return Covered();
        }

        if (!SignedAnswer.TryRead(answered.Body.Span, order, sender.Address, out var answer, out var fault))
        {
            _isLost = true;
            return Refused(CompatRefusals.Malformed(fault));
        }

        _isLost = false;
        var newCredit = new Rational(answer.TicketCount) * order.TicketEv;
        account.Paid(
            order.Request.IdempotencyKey,
            newCredit,
            new SignerPosition(answer.Signed.State, answer.Signed.Seal, stage.CreditAfter(newCredit, order.Price.PerUnit), order.Price));
        credentials.Keep(order.Job.ManifestId, answer.Signature);
        return new PayerAnswer.Paid(new PaymentHeaders(answer.Signed.Payment, Credentials(answer.Signature), answer.TicketCount, newCredit, order.Fee, null, null));
    }

    /// <summary>The signer's balance covers what was asked for, and so does the orchestrator's.</summary>
    private PayerAnswer Covered() => credentials.Find(order.Job.ManifestId) is { } signature
        ? WithoutTickets(signature)
        : Refused(CompatRefusals.Named(RefusalKind.InvalidTicketParameters, "The signer makes no tickets for this offer and has signed no credentials for such work yet."));

    private PayerAnswer.Paid WithoutTickets(Signature65 signature) =>
        new(new PaymentHeaders(PaymentHeader.FormatWithoutTickets(sender.Address, order.Price), Credentials(signature), 0, Rational.Zero, order.Fee, null, null));

    private string Credentials(Signature65 signature) => SegmentHeader.Format(order.Job, order.Token, signature);

    private byte[] Body(CompatStage stage) => RemotePaymentRequestJson.Write(new RemotePaymentRequest
    {
        Orchestrator = order.Request.OrchestratorInfo.ToArray(),
        ManifestId = order.Job.ManifestId,
        App = Label(order.Job.Capability, order.Job.ModelId),
        InPixels = (long)stage.Need,
        Type = PaymentTypes.Units,
        Capabilities = order.Job.Capabilities.ToArray(),
        State = stage.Position?.State ?? [],
        Seal = stage.Position?.Seal ?? [],
    });

    /// <summary>What the work is called in usage records: <c>text-to-image/stabilityai/sdxl-turbo</c>.</summary>
    private static string Label(uint capability, string modelId)
    {
        var label = PipelineNames.TryGetName(capability, out var name) ? $"{name}/{modelId}" : modelId;
        return label.Length <= LabelCharacters ? label : label[..LabelCharacters];
    }

    private static string Printable(string said) => string.Concat(said.Select(static letter => char.IsControl(letter) ? ' ' : letter));

    private static PayerAnswer.Refused Refused(PayerRefusal refusal) => new(refusal);
}
