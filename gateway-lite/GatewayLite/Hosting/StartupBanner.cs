using GatewayLite.Configuration;
using GatewayLite.Playback;
using Livepeer.Hosting.Program;

namespace GatewayLite.Hosting;

/// <summary>What an operator wants to see first: where streams come in, where they are watched, who pays, who works.</summary>
internal static partial class StartupBanner
{
    public static void Log(ILogger logger, GatewayOptions options, GatewayHost host)
    {
        Started(logger, ProductVersion.Text, host.RtmpAddress, host.HttpAddress, host.ControlAddress, options.AdminTokenFile);
        Paying(logger, options.Signer?.ToString() ?? "nobody is paid", options.Orchestrators.Count == 0 ? "the signer's list" : string.Join(", ", options.Orchestrators));
        Renditions(logger, options.Profiles.IsEmpty ? "the source only" : string.Join(", ", options.Profiles.Select(profile => profile.Name)));
        if (options.StreamKeysFile is null)
        {
            OpenIngest(logger);
        }

        if (!PlayerPage.HasScriptPlayer)
        {
            NoScriptPlayer(logger);
        }
    }

    [LoggerMessage(4301, LogLevel.Information, "gateway-lite {Version}: publish to {Rtmp}live/NAME, watch at {Http}, control at {Control} with the token in {AdminTokenFile}.")]
    private static partial void Started(ILogger logger, string version, Uri rtmp, Uri http, Uri control, string adminTokenFile);

    [LoggerMessage(4302, LogLevel.Information, "Payments: {Payer}. Orchestrators: {Orchestrators}.")]
    private static partial void Paying(ILogger logger, string payer, string orchestrators);

    [LoggerMessage(4303, LogLevel.Information, "Every stream gets: {Renditions}.")]
    private static partial void Renditions(ILogger logger, string renditions);

    [LoggerMessage(4304, LogLevel.Information, "No stream keys are configured: whoever reaches the RTMP port may publish.")]
    private static partial void OpenIngest(ILogger logger);

    [LoggerMessage(4305, LogLevel.Warning, "hls.js was not there when this program was built: the player page plays only in browsers that play HLS by themselves.")]
    private static partial void NoScriptPlayer(ILogger logger);
}
