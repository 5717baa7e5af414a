using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Metrics;
using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Admission;

/// <summary>
/// Lets the gRPC calls of tenants in before anything of their message is read. A stream is a call for as long as it is open; what goes through PayStream
/// is counted message by message beside it.
/// </summary>
internal sealed partial class TenantAdmission(RequestDelegate next, CallAdmission admission, SignerMetrics metrics, ILogger<TenantAdmission> log)
{
    public Task InvokeAsync(HttpContext context) => context.Features.Get<Caller>() is { } caller ? AdmitAsync(context, caller) : next(context);

    private async Task AdmitAsync(HttpContext context, Caller caller)
    {
        if (!admission.TryEnter(caller.Tenant, caller.Limits, out var permit, out var refusal))
        {
            metrics.Refused(refusal.Kind);
            Log.Refused(log, caller.Tenant, refusal.Kind, refusal.Message);
            await TrailersOnly.WriteAsync(context.Response, refusal);
            return;
        }

        using (permit)
        {
            await next(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2032, LogLevel.Debug, "Did not let a call of {Tenant} in, {Kind}: {Reason}")]
        public static partial void Refused(ILogger logger, TenantId tenant, RefusalKind kind, string reason);
    }
}
