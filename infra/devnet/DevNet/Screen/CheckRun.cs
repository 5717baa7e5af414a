using System.Globalization;
using DevNet.Check;
using DevNet.Observation;
using DevNet.Processes;

namespace DevNet.Screen;

/// <summary>The network without a terminal: publishes for a while, looks at everything from outside, and says whether it was right.</summary>
internal static class CheckRun
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(45);
    private const int Variants = 3;

    // One segment in ten may be lost to a busy machine.
    private const int MostGaps = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(NetworkOptions options, TimeSpan publish, TextWriter output, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        using var http = LocalHttp.Create();
        await using var network = await Network.StartAsync(options, clock, output.WriteLine, cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(publish + Slack);

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Publishing a test picture for {publish.TotalSeconds:0} s ..."));
        await using var publisher = await TestPicture.PublishAsync(network.Spawner, "publisher", LiveRun.PictureAddress(network), (int)publish.TotalSeconds, network.LogFolder);
        var recorder = new StreamRecorder(http, new Uri(network.GatewayHttp, "stream/demo.m3u8"), Path.Combine(options.Folder, "recorded"), clock);
        var observer = new Observer(http, network);
        var recording = recorder.RunAsync(deadline.Token);
        var findings = new List<string>(await ImageCheck.FindingsAsync(http, network.GatewayHttp, deadline.Token));
        while (!recording.IsCompleted)
        {
            await Task.WhenAny(recording, Task.Delay(Tick, clock, deadline.Token));
            await output.WriteLineAsync(Progress(await observer.LookAsync(cancellationToken)));
        }

        await recording;
        findings.AddRange(recorder.Complaints);
        await output.WriteLineAsync("Decoding what was recorded ...");
        findings.AddRange(await RecordingCheck.FindingsAsync(recorder.Variants, cancellationToken));
        findings.AddRange(CountFindings(recorder, publish));
        var (seen, balances) = await SettledAsync(observer, clock, cancellationToken);
        findings.AddRange(MoneyCheck.Findings(seen, balances));
        findings.AddRange(network.Ended().Select(process => $"{process.Name} ended by itself with code {process.ExitCode}"));
        await SummarizeAsync(output, recorder, seen, findings);
        return findings.Count == 0 ? 0 : 1;
    }

    private static string Progress(Seen seen)
    {
        return seen.Streams is not [var stream, ..]
            ? "  waiting for the first segment"
            : string.Create(CultureInfo.InvariantCulture, $"  {stream.SourceSegments} segments, {stream.RenditionSegments} renditions, {stream.Gaps} gaps, {stream.Tickets} tickets, {Money.Gwei(stream.PaidWei)} gwei");
    }

    /// <summary>Fewer segments than were published mean that some were never listed; many gaps, that nobody could watch a rendition.</summary>
    private static IEnumerable<string> CountFindings(StreamRecorder recorder, TimeSpan publish)
    {
        if (recorder.Variants.Count < Variants)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"only {recorder.Variants.Count} variants were listed");
        }

        var least = ((int)publish.TotalSeconds / 2) - 1;
        foreach (var (name, segments) in recorder.Variants)
        {
            var gaps = segments.Values.Count(segment => segment.File is null);
            if (segments.Count < least)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: {segments.Count} segments were listed, at least {least} were published");
            }

            if (gaps * MostGaps > segments.Count)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: {gaps} of {segments.Count} segments are gaps; is this machine too busy to transcode?");
            }
        }
    }

    /// <summary>Outcomes are reported within a second after the work.</summary>
    private static async Task<(Seen Seen, IReadOnlyList<SignerBalance>? Balances)> SettledAsync(Observer observer, TimeProvider clock, CancellationToken cancellationToken)
    {
        IReadOnlyList<SignerBalance>? balances = null;
        for (var tries = 0; tries < 20 && balances?.Any(balance => balance.OpenPayments > 0) != false; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
            balances = await observer.SignerBalancesAsync(cancellationToken);
        }

        return (await observer.LookAsync(cancellationToken), balances);
    }

    private static async Task SummarizeAsync(TextWriter output, StreamRecorder recorder, Seen seen, List<string> findings)
    {
        foreach (var (name, segments) in recorder.Variants)
        {
            var gaps = segments.Values.Count(segment => segment.File is null);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {segments.Count} segments, {gaps} gaps"));
        }

        foreach (var orchestrator in seen.Orchestrators)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{orchestrator.Name,-18} {orchestrator.Segments} segments, {orchestrator.AiJobs} images, {orchestrator.TicketsAccepted} tickets accepted, {orchestrator.TicketsRejected} refused, credited {Money.Gwei(orchestrator.CreditedWei)} gwei, charged {Money.Gwei(orchestrator.DebitedWei)} gwei"));
        }

        foreach (var finding in findings)
        {
            await output.WriteLineAsync("WRONG: " + finding);
        }

        await output.WriteLineAsync(findings.Count == 0 ? "Everything is right." : $"{findings.Count} things are wrong.");
    }
}
