using Livepeer.Hosting.Tls;

namespace RemoteSigner.Hosting;

internal static class ListeningRegistration
{
    /// <summary>The listeners, and their certificate's renewal.</summary>
    public static IServiceCollection AddListening(this IServiceCollection services, Listeners listeners, ServerTls? tls)
    {
        services.AddSingleton(listeners);
        return tls is null ? services : services.AddSingleton(tls).AddHostedService<TlsReload>();
    }
}
