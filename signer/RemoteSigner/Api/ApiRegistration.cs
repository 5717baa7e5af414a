using RemoteSigner.Api.Control;
using RemoteSigner.Api.Grpc;

namespace RemoteSigner.Api;

internal static class ApiRegistration
{
    /// <summary>The gRPC services and the control port's answers. Services are singletons: a call makes no new ones.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, bool reflection)
    {
        services.AddSingleton<PaymentsService>();
        services.AddSingleton<OrchestratorsService>();
        services.AddSingleton<StatusReport>().AddSingleton<SwitchEndpoint>().AddSingleton<BackupEndpoint>().AddSingleton<LossEndpoint>().AddSingleton<AuditEndpoint>();
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = RequestLimits.MessageBytes);
        return reflection ? services.AddGrpcReflection() : services;
    }
}
