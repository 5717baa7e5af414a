using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;

namespace DevOrchestrator.Byoc;

/// <summary>POST /process/request/...: a paid job for a worker that echoes. Source of order and texts: go-livepeer byoc/job_orchestrator.go.</summary>
internal sealed class JobEndpoint(Node node, CapabilityPlaces places)
{
    /// <summary>Seconds of work that the balance must cover before a job begins.</summary>
    private const int MinimumSeconds = 60;

    private const string BalanceHeader = "Livepeer-Balance";
    private const long MaxBodyBytes = 64L * 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        // Noted before anything else: whatever follows, the sender has given the tickets away.
        var hasPayment = context.Request.Headers[PaymentHeader.Name].ToString().Length > 0;
        var incoming = hasPayment ? IncomingPayment.Read(node, context.Request.Headers) : null;
        if (!await node.Faults.EnterAsync(context, FaultScope.Byoc))
        {
            return;
        }

        var refusal = Verify(context.Request.Headers[JobRequestJson.HeaderName].ToString(), out var job, out var sender);
        if (job is not null && refusal is null)
        {
            refusal = places.TryEnter(job.Capability)
                ? await InPlaceAsync(context, job, sender, incoming)
                : new Refusal(StatusCodes.Status503ServiceUnavailable, "No capacity available for capability");
        }

        if (refusal is not null)
        {
            node.Stats.CountRefusal($"byoc: {refusal.Text}");
            await refusal.WriteAsync(context);
        }
    }

    private Refusal? Verify(string header, out JobRequestJson? job, out EthAddress sender)
    {
        job = GoBase64.TryDecode(header, out var bytes, out _) ? ByocJson.Read(bytes, ByocJson.Default.JobRequestJson) : null;
        sender = default;
        if (job is null)
        {
            return BadRequest("Could not verify job creds");
        }

        if (job.TimeoutSeconds == 0)
        {
            return BadRequest("no timeout_seconds set with request, timeout_seconds is required");
        }

        // What is no address becomes the zero address, which signs nothing.
        sender = EthAddress.TryParse(job.Sender, out var parsed) ? parsed : default;
        return node.Options.IsOffChain ? null
            : !JobSignature.IsValid(job, sender, node.Options.ByocSignatures) ? BadRequest("Could not verify job creds")
            : node.Options.IsStrict && ByocStrictRules.Check(job) is { } strict ? BadRequest(strict)
            : null;
    }

    private async Task<Refusal?> InPlaceAsync(HttpContext context, JobRequestJson job, EthAddress sender, IncomingPayment? incoming)
    {
        try
        {
            var till = new Till(node, node.Now);
            var price = node.ByocPrice(places.Find(job.Capability));
            if (price.Sign > 0 && (Pay(till, job, sender, price, incoming) ?? DemandCredit(till, job, sender, price)) is { } unpaid)
            {
                return unpaid;
            }

            if (await Body.ReadAsync(context.Request, MaxBodyBytes, context.RequestAborted) is not { } body)
            {
                return new Refusal(StatusCodes.Status500InternalServerError, "Error reading request body");
            }

            return await WorkAsync(context, job, sender, till, price, body);
        }
        finally
        {
            places.Leave(job.Capability);
        }
    }

    /// <summary>A payment that is not taken ends the connection without an answer, because the real handler dies there.</summary>
    private Refusal? Pay(Till till, JobRequestJson job, EthAddress sender, Rational price, IncomingPayment? incoming)
    {
        if (incoming is null)
        {
            return null;
        }

        var strict = node.Options.IsStrict && incoming.Payment is { } read ? ByocStrictRules.Check(read, sender, price) : null;
        var refusal = incoming.Payment is not { } payment ? incoming.Refusal
            : strict is not null ? BadRequest(strict)
            : till.Credit(payment, job.Capability, JobKind.Byoc);
        if (refusal is null || !node.Options.AreBadByocPaymentsAborted)
        {
            return refusal;
        }

        node.Stats.CountRefusal($"byoc payment: {refusal.Text}");
        return Refusal.Crash;
    }

    private Refusal? DemandCredit(Till till, JobRequestJson job, EthAddress sender, Rational price)
    {
        if (till.Balance(sender, job.Capability).CompareTo(price * MinimumSeconds) >= 0)
        {
            return null;
        }

        var refusal = BadRequest("Insufficient balance for request");
        node.Stats.CountAccountRefusal(sender, job.Capability, JobKind.Byoc, refusal.Text);
        return refusal;
    }

    private async Task<Refusal?> WorkAsync(HttpContext context, JobRequestJson job, EthAddress sender, Till till, Rational price, byte[] body)
    {
        var start = node.Options.Time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(job.TimeoutSeconds);
        var isLate = node.Options.ByocDelay > limit;
        await Task.Delay(isLate ? limit : node.Options.ByocDelay, node.Options.Time, node.Stopping);

        // Every job takes some time, and the second that has begun is charged.
        var seconds = Math.Max(1, (long)Math.Ceiling(node.Options.Time.GetElapsedTime(start).TotalSeconds));
        till.Debit(sender, job.Capability, JobKind.Byoc, price, seconds);
        context.Response.Headers[BalanceHeader] = till.Balance(sender, job.Capability).ToWholeText();
        if (isLate)
        {
            return new Refusal(StatusCodes.Status500InternalServerError, "job not able to be processed, removing capability err=context deadline exceeded");
        }

        node.Stats.CountByocJob();
        if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Byoc))
        {
            context.Response.ContentType = context.Request.ContentType;
            context.Response.Headers["X-Metadata"] = string.Empty;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }

        return null;
    }

    private static Refusal BadRequest(string text) => new(StatusCodes.Status400BadRequest, text);
}
