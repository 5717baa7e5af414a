using System.Diagnostics;

namespace GatewayLite.Media.Tests.EndToEnd;

/// <summary>Runs ffmpeg or ffprobe to its end, or to a deadline.</summary>
internal static class Ffmpeg
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public const string Picture = "-f lavfi -i testsrc=size=320x240:rate=30";
    public const string Sound = "-f lavfi -i sine=frequency=440:sample_rate=48000";
    public const string H264 = "-c:v libx264 -preset ultrafast -tune zerolatency -g 60 -keyint_min 60 -sc_threshold 0 -pix_fmt yuv420p";

    public static Process Start(string arguments, string program = "ffmpeg")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(string arguments, string program = "ffmpeg")
    {
        using var process = Start(arguments, program);
        using var limit = new CancellationTokenSource(Deadline, TimeProvider.System);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{program} {arguments} did not end");
        }
    }

    public static Task<(int Code, string Output, string Errors)> PublishAsync(string input, string url) =>
        RunAsync($"-nostdin -hide_banner -loglevel warning {input} -f flv {url}");
}
