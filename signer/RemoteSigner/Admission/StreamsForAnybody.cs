using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Metrics;

namespace RemoteSigner.Admission;

/// <summary>
/// Bounds the streams that need no token, health and reflection: they stay open as long as whoever opened them likes, and nobody knows who that is.
/// </summary>
internal sealed class StreamsForAnybody(SignerMetrics metrics)
{
    /// <summary>Open at the same time: a gateway that watches the signer's health has one.</summary>
    public const int Most = 256;

    private int _open;

    /// <summary>Puts the bound before the streams of a service.</summary>
    public void Bound(IEndpointConventionBuilder service) => service.Add(endpoint =>
    {
        if (endpoint.RequestDelegate is { } next && endpoint.Metadata.OfType<GrpcMethodMetadata>().Any(method => method.Method.Type != MethodType.Unary))
        {
            endpoint.RequestDelegate = context => ServeAsync(context, next);
        }
    });

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            metrics.Refused(RefusalKind.RateLimited);
            await TrailersOnly.WriteAsync(context.Response, Refusal());
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static PaymentRefusal Refusal() => new(
        RefusalKind.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"{Most} streams are open that need no token, as many as may be: close one, or ask with grpc.health.v1.Health/Check."),
        (Most + 1).ToString(CultureInfo.InvariantCulture),
        Most.ToString(CultureInfo.InvariantCulture));
}
