using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table about go-livepeer's HTTP API and its authorization webhook.</summary>
internal static class HttpApiRows
{
    private const string Group = "HTTP API";

    public static readonly ProgramOption<ListenAddress> HttpAddr = new()
    {
        Name = "httpAddr",
        Group = Group,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:8936",
        Help = "Listener of the HTTP API that gateways of go-livepeer and its SDKs use. On loopback whoever reaches it may spend as the tenant default, unless other options forbid it.",
    };

    public static readonly ProgramOption<Uri> WebhookUrl = new()
    {
        Name = "remoteSignerWebhookUrl",
        Group = Group,
        ValueName = "url",
        Parse = WebhookUrlOf,
        Help = "Asked before each payment of a caller without a tenant's token, with the caller's headers and the state that the session would have.",
    };

    public static readonly SecretOption WebhookHeaders = new()
    {
        Name = "remoteSignerWebhookHeaders",
        Group = Group,
        ValueName = "@file",
        Help = "Headers for the webhook, name:value,name2:value2: @file, the path of a file, or the environment. Never bare in arguments.",
    };

    public static readonly ProgramOption<bool> AllowNoAuth = new()
    {
        Name = "remoteSignerAllowNoAuth",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Lets everybody who reaches the HTTP listener spend as the tenant default, also beyond loopback: only where a proxy in front of it decides who that is.",
    };

    public static readonly ProgramOption<bool> RequireToken = new()
    {
        Name = "http-require-token",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Wants a tenant's token, or the webhook's consent, from callers on loopback too.",
    };

    public static readonly ProgramOption<bool> PublicInfo = new()
    {
        Name = "http-public-info",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Lets callers without a tenant's token ask for the identity and the orchestrators, also beyond loopback, as go-livepeer's signer does. Neither spends anything.",
    };

    public static readonly ProgramOption<bool> TrustAuthIdHeader = new()
    {
        Name = "http-trust-auth-id",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Takes the header Signer-Auth-Id as proof of who a caller without a tenant's token is: only behind a proxy that removes it from what callers send.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [HttpAddr, WebhookUrl, WebhookHeaders, AllowNoAuth, RequireToken, PublicInfo, TrustAuthIdHeader];

    private static bool WebhookUrlOf(string text, out Uri value, out string problem)
    {
        problem = "not an http or https URL";
        var parsed = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
        value = url!;
        return parsed;
    }
}
