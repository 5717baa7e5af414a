using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Api.Grpc;

/// <summary>What the gRPC listener serves.</summary>
internal static class GrpcEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, bool reflection)
    {
        routes.MapGrpcService<PaymentsService>().WithMetadata(new TenantRequired());
        routes.MapGrpcService<OrchestratorsService>().WithMetadata(new TenantRequired());
        routes.MapGrpcHealthChecksService();
        if (reflection)
        {
            routes.MapGrpcReflectionService();
        }
    }
}
