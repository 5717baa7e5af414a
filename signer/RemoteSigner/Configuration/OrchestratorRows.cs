using System.Globalization;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Orchestrators.Discovery;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table that say which orchestrators callers are told about.</summary>
internal static class OrchestratorRows
{
    private const string Group = "Orchestrators";

    public static readonly ProgramOption<IReadOnlyList<Uri>> OrchAddr = new()
    {
        Name = "orchAddr",
        Group = Group,
        ValueName = "uris",
        Parse = OrchestratorUris.Parse,
        DefaultText = "",
        Help = "Orchestrators that callers are told about: host, host:port or URIs, divided by commas; https and port 8935 where nothing else is said.",
    };

    public static readonly ProgramOption<Uri> OrchWebhookUrl = new()
    {
        Name = "orchWebhookUrl",
        Group = Group,
        ValueName = "uri",
        Parse = OptionParsers.WebUri,
        Help = "Webhook that lists further orchestrators, as JSON: [{\"address\":\"https://host:8935\"}]. Read every minute; while it fails its last list stays in force. "
            + "Only a webhook in a private network may name orchestrators in one.",
    };

    public static readonly ProgramOption<IReadOnlySet<EthAddress>> OrchBlocklist = new()
    {
        Name = "orchBlocklist",
        Group = Group,
        ValueName = "addresses",
        Parse = AddressList.Parse,
        DefaultText = "",
        Help = "Orchestrators that nobody is told about, by the address they sign with or are paid at, divided by commas.",
    };

    public static readonly ProgramOption<long> ExtraNodes = new()
    {
        Name = "extraNodes",
        Group = Group,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, DiscoveryOptions.MaxExtraNodes),
        DefaultText = "0",
        Help = "Further nodes to take up per orchestrator, of those that it names itself; they must have public addresses.",
    };

    public static readonly ProgramOption<TimeSpan> LiveAiCapReportInterval = new()
    {
        Name = "liveAICapReportInterval",
        Group = Group,
        ValueName = "time",
        Parse = DurationText.Within(DiscoveryOptions.MinInterval, DiscoveryOptions.MaxInterval),
        DefaultText = "1m",
        Help = string.Create(
            CultureInfo.InvariantCulture,
            $"Time between two questions to an orchestrator about prices, models and runners, {DiscoveryOptions.MinInterval.TotalSeconds:0}s to {DiscoveryOptions.MaxInterval.TotalHours:0}h. go-livepeer's default is 25m."),
    };

    public static readonly ProgramOption<bool> RemoteDiscovery = new()
    {
        Name = "remoteDiscovery",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "true",
        IsSwitch = true,
        Help = "Serves GET /discover-orchestrators on the HTTP listener; gRPC serves the list always.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [OrchAddr, OrchWebhookUrl, OrchBlocklist, ExtraNodes, LiveAiCapReportInterval, RemoteDiscovery];
}
