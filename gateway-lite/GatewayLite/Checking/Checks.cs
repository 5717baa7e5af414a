using System.Globalization;
using System.Runtime.CompilerServices;
using GatewayLite.Configuration;
using GatewayLite.Control;
using GatewayLite.Hosting;
using GatewayLite.Ingest;
using GatewayLite.Payers;
using GatewayLite.Pipelines.Payments;
using Livepeer.Hosting.Program;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Jobs;

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
        var access = FileChecks.ReadAccess(options, unread);
        if (unread.Count > 0)
        {
            yield return unread[0];
            yield break;
        }

        // The parts of a real gateway, of which only those run that ask.
        await using var parts = Parts(options, access!, time);
        var payer = await PayerAsync(parts.GetRequiredService<IPayer>(), options, cancellationToken);
        yield return payer;
        if (parts.GetRequiredService<IPayer>().CannotPayFor(JobKind.VideoSegment) is { } objection && !options.Profiles.IsEmpty)
        {
            yield return Finding.Notice("video", $"publishers are refused: {objection.Message} {PublishGate.WithoutRenditions}");
        }

        if (payer.Weight != FindingWeight.Failure)
        {
            await foreach (var finding in OrchestratorsAsync(parts, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private static ServiceProvider Parts(GatewayOptions options, SignerAccess access, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProgramLogging(LogLevel.Error, options.LogsJson));
        services.AddSingleton(options).AddSingleton(time).AddMedia(options).AddGatewayMetrics(options).AddPayer(options, access).AddPipelines(options).AddControl();
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
        var work = parts.GetRequiredService<JudgedWork>();
        var candidates = directory.Explain(work.Demand);
        foreach (var candidate in candidates)
        {
            yield return candidate.Verdict == CandidateVerdict.Eligible
                ? Finding.Fine($"orchestrator {candidate.Uri}", Offer(candidate, work))
                : Finding.Notice($"orchestrator {candidate.Uri}", candidate.Reason);
        }

        if (!candidates.Any(work.IsUsable))
        {
            yield return Finding.Failure("orchestrators", candidates.Count == 0
                ? $"{await WhyNoneAsync(parts, cancellationToken)}: name some with {GatewayOptionTable.OrchAddr.Flag}, here or at the signer"
                : $"none of {candidates.Count} could {work.Verb}; the lines above say why");
        }
    }

    private static async Task<string> WhyNoneAsync(ServiceProvider parts, CancellationToken cancellationToken)
    {
        try
        {
            _ = await parts.GetRequiredService<IOrchestratorSource>().ListAsync(cancellationToken);
            return "none is listed";
        }
        catch (HttpRequestException failure)
        {
            return failure.Message.TrimEnd('.');
        }
    }

    private static string Offer(Candidate candidate, JudgedWork work) => string.Create(
        CultureInfo.InvariantCulture, $"{(candidate.Price is { } price ? $"{price} wei per {work.Unit}" : "free")}, answered in {candidate.RoundTrip?.TotalMilliseconds:0} ms");
}
