using System.Globalization;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Cli;

/// <summary>One run over a signer out there.</summary>
internal static class ConformanceRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(RunSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        using var http = Client(settings);
        var trial = new Trial(
            new SignerClient(http), settings.Trial, TimeProvider.System, static (time, token) => Task.Delay(time, TimeProvider.System, token));
        var counts = new Dictionary<Outcome, int>();
        foreach (var behaviour in Suite.All.Where(behaviour => Chosen(behaviour, settings)))
        {
            var verdict = await Suite.TryAsync(behaviour, trial, cancellationToken);
            counts[verdict.Outcome] = counts.GetValueOrDefault(verdict.Outcome) + 1;
            await output.WriteLineAsync(Line(verdict));
        }

        var (passed, failed, skipped) = (counts.GetValueOrDefault(Outcome.Passed), counts.GetValueOrDefault(Outcome.Failed), counts.GetValueOrDefault(Outcome.Skipped));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {skipped} skipped"));
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static bool Chosen(Behaviour behaviour, RunSettings settings) =>
        (settings.Strict || behaviour.Group == BehaviourGroup.Api) && behaviour.Name.Contains(settings.Only, StringComparison.OrdinalIgnoreCase);

    private static string Line(Verdict verdict) => verdict.Outcome switch
    {
        Outcome.Passed => $"PASS  {verdict.Behaviour.Name}",
        Outcome.Skipped => $"SKIP  {verdict.Behaviour.Name}{Environment.NewLine}      {verdict.Reason}",
        _ => $"FAIL  {verdict.Behaviour.Name}{Environment.NewLine}      {verdict.Reason}",
    };

    private static HttpClient Client(RunSettings settings)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (settings.Insecure)
        {
#pragma warning disable CA5359 // The person who runs this says so, and sends nothing worth protecting but his own headers.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        var http = new HttpClient(handler) { BaseAddress = settings.Url, Timeout = Patience };
        foreach (var header in settings.Headers)
        {
            var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
            http.DefaultRequestHeaders.TryAddWithoutValidation(parts[0], parts.Length == 2 ? parts[1] : string.Empty);
        }

        return http;
    }
}
