using RemoteSigner.Metrics;
using RemoteSigner.Seal;

namespace RemoteSigner.Api.Http;

internal static class HttpApiRegistration
{
    /// <summary>go-livepeer's HTTP API.</summary>
    public static IServiceCollection AddHttpApi(this IServiceCollection services) => services
        .AddSingleton<StateSeal>()
        .AddSingleton<HttpCallers>()
        .AddSingleton<RequestBody>()
        .AddSingleton<PaymentReplies>()
        .AddSingleton<PaymentGate>()
        .AddSingleton<SignOrchestratorInfo>()
        .AddSingleton<GenerateLivePayment>()
        .AddSingleton<DiscoverOrchestrators>()
        .AddSingleton<SignByocJob>()
        .AddSingleton<HttpApiMetrics>()
        .AddSingleton<HttpApi>();
}
