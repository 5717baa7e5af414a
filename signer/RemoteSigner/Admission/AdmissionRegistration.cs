using RemoteSigner.Metrics;

namespace RemoteSigner.Admission;

internal static class AdmissionRegistration
{
    /// <summary>How many calls are let in.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services) => services.AddSingleton<CallAdmission>().AddSingleton<StreamsForAnybody>();

    /// <summary>What /metrics shows of it.</summary>
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var admission = services.GetRequiredService<CallAdmission>();
        var inFlight = metrics.Factory.CreateGauge("remote_signer_calls_in_flight", "Calls for tenants that are being answered, messages of PayStream and open streams included.");
        metrics.Registry.AddBeforeCollectCallback(() => inFlight.Set(admission.InFlight));
    }
}
