using RemoteSigner.Api;
using RemoteSigner.Metrics;

namespace RemoteSigner.Tenants;

/// <summary>
/// Lets only known tokens reach the services marked with <see cref="TenantRequired"/>. It stands before the message is read, so that strangers cost
/// next to nothing. Tokens are never logged.
/// </summary>
internal sealed class TenantAuthentication(RequestDelegate next, TenantDirectory tenants, SignerMetrics metrics)
{
    private const string Scheme = "Bearer ";
    private const string Missing = "this call needs the header authorization: Bearer <token>, with the token of a tenant";
    private const string Unknown = "the bearer token is unknown: ask the operator of this signer for a token";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TenantRequired>() is null)
        {
            return next(context);
        }

        var header = context.Request.Headers.Authorization.ToString().AsSpan();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return RefuseAsync(context, Missing);
        }

        if (!tenants.TryFind(header[Scheme.Length..].Trim(), out var caller))
        {
            return RefuseAsync(context, Unknown);
        }

        context.Features.Set(caller);
        return next(context);
    }

    private Task RefuseAsync(HttpContext context, string reason)
    {
        metrics.CallerUnknown();
        return TrailersOnly.WriteAsync(context.Response, StatusMap.UnknownCaller, reason);
    }
}

/// <summary>Marks services that only tenants may call.</summary>
internal sealed class TenantRequired;
