using RemoteSigner.Admission;
using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Api.Grpc;

/// <summary>What the gRPC listener serves.</summary>
internal static class GrpcEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, bool reflection)
    {
        routes.MapGrpcService<PaymentsService>().WithMetadata(new TenantRequired());
        routes.MapGrpcService<OrchestratorsService>().WithMetadata(new TenantRequired());
        var streams = routes.ServiceProvider.GetRequiredService<StreamsForAnybody>();
        streams.Bound(routes.MapGrpcHealthChecksService());
        if (reflection)
        {
            streams.Bound(routes.MapGrpcReflectionService());
        }
    }
}
