using System.Globalization;
using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.SignerApi;
using ByocJob = Livepeer.Payments.Jobs.ByocJob;

namespace RemoteSigner.Api.Grpc;

/// <summary>Reads bring-your-own-capability jobs: their payment and their signature.</summary>
internal static class ByocReader
{
    public static ByocJob? Read(Livepeer.Protos.RemoteSigner.V1.ByocJob job, FieldChecks checks)
    {
        checks.Length("byoc.capability", job.Capability, 1, RequestLimits.KeyLength);
        checks.Within("byoc.seconds", job.Seconds, 1, RequestLimits.ByocSeconds);
        checks.Length("byoc.orchestrator_balance_wei", job.OrchestratorBalanceWei, 0, RequestLimits.WeiDigits);
        var balance = BigInteger.Zero;
        if (checks.Refusal is null
            && job.OrchestratorBalanceWei.Length > 0
            && !BigInteger.TryParse(job.OrchestratorBalanceWei, NumberStyles.None, CultureInfo.InvariantCulture, out balance))
        {
            checks.Fail("byoc.orchestrator_balance_wei", "another text", "whole wei, 0 or more");
        }

        return checks.Refusal is null ? new ByocJob(job.Capability, (int)job.Seconds, balance) : null;
    }

    /// <summary>The message to sign, or why not.</summary>
    public static ByocJobMessage? Read(SignByocJobRequest request, out PaymentRefusal? refusal)
    {
        refusal = null;
        var version1 = request.Version == ByocSignatureVersion.V1;
        if (!version1 && request.Version is not (ByocSignatureVersion.Unspecified or ByocSignatureVersion.V0))
        {
            refusal = new(RefusalKind.InvalidRequest, "version is not known; V0 and V1 are.", request.Version.ToString(), "V0 or V1");
            return null;
        }

        if (!IsObject(request.Request) || !IsObject(request.Parameters))
        {
            refusal = new(RefusalKind.InvalidRequest, "request and parameters must each be a JSON object: nothing else is signed.");
            return null;
        }

        ByocJobMessage? message;
        _ = version1
            ? ByocJobMessage.TryCreateV1(
                request.Id, request.Capability, request.Request, request.Parameters, (int)Math.Min(request.TimeoutSeconds, int.MaxValue), out message)
            : ByocJobMessage.TryCreateV0(request.Request, request.Parameters, out message);
        refusal = message is not null
            ? null
            : new(
                RefusalKind.UnsafeText,
                $"The job cannot be signed: texts have at most {ByocJobMessage.MaxTextBytes} bytes together and no control characters, names 1 to {ByocJobMessage.MaxNameLength} "
                + "printable ASCII characters, the time is 1 to 86,400 s, and the whole is not as long as a ticket.");
        return message;
    }

    // The signature's room sees to the characters; that the text is an object and nothing behind it, is for a JSON reader to say.
    private static bool IsObject(string text) => text.Length <= ByocJobMessage.MaxTextBytes && JsonObjects.IsOne(text);
}
