using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table about the account of payments.</summary>
internal static class UsageRows
{
    private const string Group = "Usage";

    public static readonly ProgramOption<Uri> WebhookUrl = new()
    {
        Name = "usage-webhook-url",
        Group = Group,
        ValueName = "url",
        Parse = OptionParsers.WebUri,
        Help = "Gets every payment at least once as JSON, up to 100 in one POST: {\"events\":[{\"id\":...}]}. Repetitions have the same id. Without it payments are kept for 7 days; sums by day stay for good.",
    };

    public static readonly SecretOption WebhookHeaders = new()
    {
        Name = "usage-webhook-headers",
        Group = Group,
        ValueName = "@file",
        Help = "Headers for the usage webhook, name:value,name2:value2: @file, the path of a file, or the environment. Never bare in arguments.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [WebhookUrl, WebhookHeaders];
}
