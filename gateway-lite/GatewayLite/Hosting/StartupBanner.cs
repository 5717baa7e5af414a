using GatewayLite.Configuration;
using GatewayLite.Ingest;
using GatewayLite.Pipelines.Video;
using GatewayLite.Playback;
using Livepeer.Hosting.Options;
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
        if (options.IsCompatSigner)
        {
            Compat(logger);
        }

        if (!options.Profiles.IsEmpty && host.Services.GetRequiredService<VideoSessions>().Objection is { } objection)
        {
            Unpayable(logger, objection.Message, PublishGate.WithoutRenditions);
        }

        if (options.StreamKeysFile is null)
        {
            OpenIngest(logger);
        }

        if (options.AppTokensFile is null)
        {
            OpenAi(logger);
        }

        foreach (var (name, listener) in Plaintext(options))
        {
            Exposed(logger, name, listener.ToString());
        }

        if (!PlayerPage.HasScriptPlayer)
        {
            NoScriptPlayer(logger);
        }
    }

    /// <summary>Listeners that others can reach and that somebody allowed to be without TLS.</summary>
    private static IEnumerable<(string Name, ListenAddress Listener)> Plaintext(GatewayOptions options)
    {
        if (options is { HttpTls: null, HttpAddress.IsLoopback: false })
        {
            yield return ("HTTP", options.HttpAddress);
        }

        if (!options.ControlAddress.IsLoopback)
        {
            yield return ("control", options.ControlAddress);
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

    [LoggerMessage(4306, LogLevel.Information, "No app tokens are configured: whoever reaches the HTTP port may use AI.")]
    private static partial void OpenAi(ILogger logger);

    [LoggerMessage(4307, LogLevel.Warning, "The {Listener} listener at {Address} has no TLS and is not on loopback: tokens on their way can be read unless something in front of it encrypts.")]
    private static partial void Exposed(ILogger logger, string listener, string address);

    [LoggerMessage(4309, LogLevel.Information, "The signer is used through go-livepeer's HTTP API. It pays for batch AI; it cannot pay for video segments, for which a signer with grpc:// or grpcs:// is needed.")]
    private static partial void Compat(ILogger logger);

    [LoggerMessage(4308, LogLevel.Warning, "Publishers are refused: {Reason} {Remedy}")]
    private static partial void Unpayable(ILogger logger, string reason, string remedy);

    [LoggerMessage(4305, LogLevel.Warning, "hls.js was not there when this program was built: the player page plays only in browsers that play HLS by themselves.")]
    private static partial void NoScriptPlayer(ILogger logger);
}
