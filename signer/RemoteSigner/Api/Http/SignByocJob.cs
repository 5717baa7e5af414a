using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Api.Http;

/// <summary>
/// POST /sign-byoc-job: signature of a bring-your-own-capability job. Request and answer are those of go-livepeer's pull request 3869; the version is ours.
/// No text is signed that is no JSON object (requirement S1).
/// </summary>
internal sealed class SignByocJob(PaymentDesk desk, HttpCallers callers, RequestBody bodies, ILogger<SignByocJob> log)
{
    public async ValueTask<HttpReply> AnswerAsync(HttpContext context)
    {
        if (!callers.TryIdentifySigner(context, out _, out var unknown))
        {
            return unknown;
        }

        var (instead, read) = await bodies.ReadAsync(context, Read);
        if (instead is not null)
        {
            return instead;
        }

        // The body may have taken its time: a token may be withdrawn by now, and limits may be others.
        if (!callers.TryIdentifySigner(context, out var caller, out unknown))
        {
            return unknown;
        }

        if (read.Job is not { } job)
        {
            return HttpReply.Invalid(read.Fault!);
        }

        if (!TryMessage(job, out var message, out var fault))
        {
            return HttpReply.Invalid(fault);
        }

        switch (await desk.SignByocJobAsync(caller.Tenant!.Value, caller.Limits, message!, RequestName.Of(context), context.RequestAborted))
        {
            case ByocSignatureResult.Signed signed:
                ByocJobLog.Signed(log, caller.Tenant.Value, job.Capability, job.Id, job.Version);
                return HttpReply.Success(ByocSignatureJson.Write(signed.Sender, signed.Signature));
            case ByocSignatureResult.Refused { Refusal: var refusal }:
                return HttpReply.Error(refusal, StatusMap.HttpOf(refusal.Kind), refusal.Message);
            default:
                throw new InvalidOperationException("The desk gave an answer of an unknown kind.");
        }
    }

    private static (ByocJobRequest? Job, string? Fault) Read(ReadOnlySpan<byte> body) => ByocJobRequest.TryRead(body, out var job, out var fault) ? (job, null) : (null, fault);

    private static bool TryMessage(ByocJobRequest job, out ByocJobMessage? message, out string fault)
    {
        message = null;
        fault = job switch
        {
            { Id: "" } or { Capability: "" } => "sign-byoc-job requires non-empty id and capability",
            { TimeoutSeconds: <= 0 } => "sign-byoc-job requires positive timeout_seconds",
            { Version: not (ByocJobRequest.V0 or ByocJobRequest.V1) } => "version must be v0 or v1",
            _ when job.Request.Length > ByocJobMessage.MaxTextBytes || !JsonObjects.IsOne(job.Request) => "request must be a JSON object",
            _ when job.Parameters.Length > ByocJobMessage.MaxTextBytes || !JsonObjects.IsOne(job.Parameters) => "parameters must be a JSON object",
            _ => string.Empty,
        };
        if (fault.Length > 0)
        {
            return false;
        }

        var timeoutSeconds = (int)Math.Min(job.TimeoutSeconds, int.MaxValue);
        if (job.Version == ByocJobRequest.V0
            ? ByocJobMessage.TryCreateV0(job.Request, job.Parameters, out message)
            : ByocJobMessage.TryCreateV1(job.Id, job.Capability, job.Request, job.Parameters, timeoutSeconds, out message))
        {
            return true;
        }

        fault = $"the job cannot be signed: request and parameters have at most {ByocJobMessage.MaxTextBytes} bytes together and no control characters, "
            + $"id and capability at most {ByocJobMessage.MaxNameLength} printable ones, and timeout_seconds is at most 86400";
        return false;
    }
}
