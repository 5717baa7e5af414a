using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Metrics;

namespace RemoteSigner.Tenants.Identity;

/// <summary>
/// Lets only tenants reach the services marked with <see cref="TenantRequired"/>. It stands before the message is read, so that strangers cost next to
/// nothing. Tokens are never logged.
/// </summary>
internal sealed class TenantAuthentication(RequestDelegate next, CallerIdentification identification, SignerMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TenantRequired>() is null)
        {
            return next(context);
        }

        if (!identification.TryIdentify(context, out var caller, out var refusal))
        {
            return RefuseAsync(context, refusal);
        }

        context.Features.Set(caller);
        return next(context);
    }

    private Task RefuseAsync(HttpContext context, PaymentRefusal refusal)
    {
        metrics.CallerUnknown();
        metrics.Refused(refusal.Kind);
        return TrailersOnly.WriteAsync(context.Response, refusal);
    }
}

/// <summary>Marks services that only tenants may call.</summary>
internal sealed class TenantRequired;
