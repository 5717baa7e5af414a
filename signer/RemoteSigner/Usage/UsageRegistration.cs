namespace RemoteSigner.Usage;

internal static class UsageRegistration
{
    /// <summary>Delivery of the account of payments.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services, UsageWebhook webhook) =>
        services.AddSingleton(webhook).AddSingleton<UsageDelivery>().AddHostedService(provider => provider.GetRequiredService<UsageDelivery>());
}
