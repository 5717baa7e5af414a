using System.Diagnostics;
using System.Globalization;

namespace DevNet.Check;

/// <summary>Asks ffmpeg and ffprobe about recorded segments.</summary>
internal static class Decoder
{
    /// <summary>Decodes the file completely and gives back what the decoder complained about.</summary>
    public static async Task<string> ComplaintsAsync(string file, CancellationToken cancellationToken)
    {
        var (_, errors) = await RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-i", file, "-f", "null", "-"], cancellationToken);
        return errors.Trim();
    }

    /// <summary>Presentation times of the video frames in ticks of 1/90,000 s, in decoding order.</summary>
    public static async Task<IReadOnlyList<long>> VideoTimesAsync(string file, CancellationToken cancellationToken)
    {
        var (output, _) = await RunAsync(
            "ffprobe",
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts", "-of", "csv=p=0", file],
            cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.TrimEnd(','))
            .Where(line => line.Length > 0 && line != "N/A")
            .Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static async Task<(string Output, string Errors)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new NetworkFault($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
