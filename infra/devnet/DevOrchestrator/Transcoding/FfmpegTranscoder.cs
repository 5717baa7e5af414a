using System.ComponentModel;
using System.Globalization;

namespace DevOrchestrator.Transcoding;

/// <summary>Transcodes with ffmpeg as a child process: a bounded number at a time, for a bounded time.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Reliability", "CA1001", Justification = "Without AvailableWaitHandle a SemaphoreSlim holds nothing to free, and waiters may outlive the owner.")]
internal sealed class FfmpegTranscoder(string ffmpeg, int maxProcesses, TimeSpan timeout, ChildProcesses children, TimeProvider time) : ITranscoder
{
    private readonly SemaphoreSlim _places = new(maxProcesses);
    private readonly string _ffprobe = Path.Combine(
        Path.GetDirectoryName(ffmpeg) ?? string.Empty,
        Path.GetFileName(ffmpeg).Replace("ffmpeg", "ffprobe", StringComparison.Ordinal));

    public async Task<TranscodeOutcome> TranscodeAsync(TranscodeJob job, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("dev-orchestrator-").FullName;
        try
        {
            using var deadline = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            return await RunAsync(job, folder, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TranscodeOutcome.Failed("Remote transcoder took too long");
        }
        catch (Win32Exception)
        {
            return TranscodeOutcome.Failed("no transcoders available");
        }
        finally
        {
            _places.Release();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The problem that keeps ffmpeg or ffprobe from running, or null.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        foreach (var program in (string[])[ffmpeg, _ffprobe])
        {
            try
            {
                await children.RunAsync(program, ["-version"], cancellationToken);
            }
            catch (Win32Exception missing)
            {
                return $"{program} cannot be started ({missing.Message}); install ffmpeg, name it with --ffmpeg, or use --transcoder copy";
            }
        }

        return null;
    }

    private async Task<TranscodeOutcome> RunAsync(TranscodeJob job, string folder, CancellationToken cancellationToken)
    {
        var source = Path.Combine(folder, "source");
        await File.WriteAllBytesAsync(source, job.Segment, cancellationToken);
        var result = await children.RunAsync(ffmpeg, FfmpegArguments.Transcode(source, job.Profiles, Target), cancellationToken);
        if (result.ExitCode != 0)
        {
            return TranscodeOutcome.Failed(ErrorText(result.Error));
        }

        List<Rendition> renditions = [];
        for (var i = 0; i < job.Profiles.Count; i++)
        {
            if (await CountPixelsAsync(Target(i), cancellationToken) is not { } pixels)
            {
                return TranscodeOutcome.Failed("TranscoderInvalidVideo");
            }

            renditions.Add(new Rendition(await File.ReadAllBytesAsync(Target(i), cancellationToken), pixels));
        }

        return TranscodeOutcome.Of(renditions);

        string Target(int index) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{index}.{TranscodeJob.Extension(job.Profiles[index])}"));
    }

    /// <summary>Null when there is no video in the file.</summary>
    private async Task<long?> CountPixelsAsync(string file, CancellationToken cancellationToken)
    {
        var probe = await children.RunAsync(_ffprobe, FfmpegArguments.Count(file), cancellationToken);
        var numbers = probe.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Take(3)
            .ToArray();
        return numbers.Length == 3 && numbers.All(number => number > 0) ? numbers[0] * numbers[1] * numbers[2] : null;
    }

    /// <summary>Texts by which gateways recognise a segment that no orchestrator could transcode.</summary>
    private static string ErrorText(string error) =>
        error.Contains("Invalid data found", StringComparison.Ordinal) || error.Contains("matches no streams", StringComparison.Ordinal)
            ? "TranscoderInvalidVideo"
            : $"ffmpeg failed: {error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no reason given"}";
}
