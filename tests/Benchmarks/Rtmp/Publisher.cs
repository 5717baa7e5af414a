using System.Diagnostics;

namespace Benchmarks.Rtmp;

/// <summary>ffmpeg, which encodes a film once and publishes it without encoding.</summary>
internal static class Publisher
{
    private const string Quiet = "-nostdin -hide_banner -loglevel error";

    /// <summary>Makes a film of a constant megabit per second, with a key frame every two seconds.</summary>
    public static async Task MakeFilmAsync(string path, TimeSpan length, CancellationToken cancellationToken)
    {
        using var process = Start(
            $"{Quiet} -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine=frequency=440:sample_rate=48000 -t {(int)length.TotalSeconds} "
            + "-c:v libx264 -preset superfast -g 60 -keyint_min 60 -sc_threshold 0 -pix_fmt yuv420p -b:v 900k -minrate 900k -maxrate 900k -bufsize 900k -x264-params nal-hrd=cbr "
            + $"-c:a aac -b:a 96k -f flv {path}");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("ffmpeg could not make the film; its message is above.");
        }
    }

    /// <summary>Publishes at the film's own speed, from its start.</summary>
    public static Process Publish(string film, string url) => Start($"{Quiet} -re -i {film} -c copy -f flv {url}");

    /// <summary>Publishes the whole film as fast as it goes.</summary>
    public static async Task RushAsync(string film, string url, CancellationToken cancellationToken)
    {
        using var process = Start($"{Quiet} -i {film} -c copy -f flv {url}");
        await process.WaitForExitAsync(cancellationToken);
    }

    private static Process Start(string arguments) =>
        Process.Start(new ProcessStartInfo("ffmpeg", arguments)) ?? throw new InvalidOperationException("ffmpeg did not start.");
}
