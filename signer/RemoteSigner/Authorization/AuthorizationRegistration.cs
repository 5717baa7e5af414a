namespace RemoteSigner.Authorization;

internal static class AuthorizationRegistration
{
    /// <summary>The authorization webhook; nothing without one.</summary>
    public static IServiceCollection AddAuthorizationWebhook(this IServiceCollection services, WebhookOptions? webhook) => webhook is null
        ? services
        : services
            .AddSingleton(new HttpMessageInvoker(AuthorizationWebhook.Connections()))
            .AddSingleton(provider => new AuthorizationWebhook(
                webhook, provider.GetRequiredService<HttpMessageInvoker>(), provider.GetRequiredService<TimeProvider>()));
}
