using System.Diagnostics;

namespace GatewayLite.Tests.Support;

/// <summary>ffmpeg that publishes a moving picture with sound in real time until it is stopped, or is refused.</summary>
internal sealed class Encoder : IAsyncDisposable
{
    private const string Input = "-f lavfi -i testsrc=size=320x240:rate=30 -f lavfi -i sine=frequency=440:sample_rate=48000";
    private const string Codecs = "-c:v libx264 -preset ultrafast -tune zerolatency -g 30 -keyint_min 30 -sc_threshold 0 -pix_fmt yuv420p -c:a aac";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Encoder(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool IsRunning => !_process.HasExited;

    public static Encoder Start(string url)
    {
        var start = new ProcessStartInfo("ffmpeg", $"-nostdin -hide_banner -loglevel warning -re {Input} {Codecs} -f flv {url}") { RedirectStandardError = true };
        return new Encoder(Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start"));
    }

    /// <summary>What ffmpeg said when it ended by itself.</summary>
    public async Task<string> EndAsync()
    {
        using var limit = new CancellationTokenSource(Deadline, TimeProvider.System);
        await _process.WaitForExitAsync(limit.Token);
        return await _errors;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _ = await _errors;
        _process.Dispose();
    }
}
