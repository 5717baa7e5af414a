using System.Globalization;
using System.Runtime.CompilerServices;
using GatewayLite.Configuration;
using GatewayLite.Control;
using GatewayLite.Hosting;
using GatewayLite.Pipelines.Payments;
using Livepeer.Hosting.Program;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Catalog;

namespace GatewayLite.Checking;

/// <summary>Everything that a gateway needs: files, listeners, the signer, an offer of every orchestrator.</summary>
internal static class Checks
{
    public static async IAsyncEnumerable<Finding> AllAsync(GatewayOptions options, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in FileChecks.All(options, time))
        {
            yield return finding;
        }

        var unread = new List<Finding>();
        var token = FileChecks.SignerToken(options, unread);
        if (unread.Count > 0)
        {
            yield return unread[0];
            yield break;
        }

        // The parts of a real gateway, of which only those run that ask.
        await using var parts = Parts(options, token, time);
        var payer = await PayerAsync(parts.GetRequiredService<IPayer>(), options, cancellationToken);
        yield return payer;
        if (payer.Weight != FindingWeight.Failure)
        {
            await foreach (var finding in OrchestratorsAsync(parts, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private static ServiceProvider Parts(GatewayOptions options, string? token, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProgramLogging(LogLevel.Error, options.LogsJson));
        services.AddSingleton(options).AddSingleton(time).AddMedia(options).AddGatewayMetrics(options).AddPayer(options, token).AddPipelines(options).AddControl();
        return services.BuildServiceProvider();
    }

    private static async Task<Finding> PayerAsync(IPayer payer, GatewayOptions options, CancellationToken cancellationToken)
    {
        if (!payer.SpendsMoney)
        {
            return Finding.Fine("payer", "nobody is paid");
        }

        try
        {
            var identity = await payer.AskAnewAsync(cancellationToken);
            return Finding.Fine("signer", $"{options.Signer} pays from {identity.Address}");
        }
        catch (SenderIdentityUnavailableException failure)
        {
            return Finding.Failure("signer", $"{options.Signer}: {failure.Message}");
        }
    }

    private static async IAsyncEnumerable<Finding> OrchestratorsAsync(ServiceProvider parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var directory = parts.GetRequiredService<OrchestratorDirectory>();
        await directory.RefreshAsync(cancellationToken);
        var candidates = directory.Explain(parts.GetRequiredService<VideoDemand>().Demand);
        foreach (var candidate in candidates)
        {
            yield return candidate.Verdict == CandidateVerdict.Eligible
                ? Finding.Fine($"orchestrator {candidate.Uri}", Offer(candidate))
                : Finding.Notice($"orchestrator {candidate.Uri}", candidate.Reason);
        }

        if (!candidates.Any(candidate => candidate.Verdict == CandidateVerdict.Eligible))
        {
            yield return Finding.Failure("orchestrators", candidates.Count == 0
                ? $"none is listed: name some with {GatewayOptionTable.OrchAddr.Flag}, here or at the signer"
                : $"none of {candidates.Count} could transcode a stream; the lines above say why");
        }
    }

    private static string Offer(Candidate candidate) => string.Create(
        CultureInfo.InvariantCulture, $"{(candidate.Price is { } price ? $"{price} wei per pixel" : "free")}, answered in {candidate.RoundTrip?.TotalMilliseconds:0} ms");
}
