using System.Globalization;
using System.Text.Json;
using Livepeer.Audit;
using Livepeer.Audit.Verification;
using Livepeer.Crypto;
using Livepeer.Hosting.Cli;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using RemoteSigner.Api.Control;

namespace RemoteSigner.Cli.Audit;

/// <summary>Finds out how far a log has been: the running signer that writes it knows exactly, its ledger knows the last record that it was told of.</summary>
internal static class EndSearch
{
    private const string NoName = "no record says which log it is.";

    /// <param name="folder">The log. One that cannot be read, or has no record, is one without a name: what is known of logs is told all the same.</param>
    /// <param name="endpoint">Where a running signer might be.</param>
    /// <param name="stopped">The ledger of one that is down.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public static async Task<KnownEnd> FindAsync(string folder, ControlEndpoint endpoint, StoppedLedger stopped, CancellationToken cancellationToken)
    {
        var log = NameOf(folder);
        return await ControlClient.AskAsync("remote-signer", endpoint, HttpMethod.Get, "/audit", null, cancellationToken) switch
        {
            ControlAnswer.Said { IsSuccess: true } said when Read(said.Text) is { } answer => Told(answer, log)
                ?? Noting(answer, await OfLedgerAsync(stopped, log, answer.Problem ?? $"The signer at {endpoint.Address} writes another log, and its ledger does not know this one.", cancellationToken)),
            ControlAnswer.Said said => await OfLedgerAsync(stopped, log, $"What answers at {endpoint.Address} does not tell ({(int)said.Status}).", cancellationToken),
            ControlAnswer.Nobody nobody => await OfLedgerAsync(stopped, log, nobody.Message, cancellationToken),
            ControlAnswer.Failed failed => await OfLedgerAsync(stopped, log, failed.Message, cancellationToken),
            _ => KnownEnd.Nobody("the signer gave no answer that is understood."),
        };
    }

    private static string? NameOf(string folder)
    {
        try
        {
            return AuditVerifier.LogOf(folder);
        }
        catch (AuditFolderException)
        {
            // The walk says what is wrong with it.
            return null;
        }
    }

    /// <returns>Null when it is not the answer of a signer.</returns>
    private static SignerSays? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ControlJsonContext.Default.AuditJson) is { } answer
                ? new SignerSays(
                    answer.Log,
                    new AuditHead(answer.Sequence, Hash32.Parse(answer.Hash)),
                    [.. (answer.Known ?? []).Select(anchor => new LogAnchor(anchor.Log, anchor.Sequence, Hash32.Parse(anchor.Hash), anchor.At))],
                    answer.Problem)
                : null;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static KnownEnd? Told(SignerSays answer, string? log) => log switch
    {
        null => Noting(answer, KnownEnd.Nobody(NoName)),
        _ when answer.Log == log => new KnownEnd(new AuditAnchor(answer.Head, AnchorSource.Signer), string.Empty, KnownLogs.Text(answer.Known, log)),
        _ => Of(answer.Known, log),
    };

    private static KnownEnd Noting(SignerSays answer, KnownEnd end) => end.Notes.Count > 0 || end.Anchor is not null
        ? end
        : end with { Notes = [string.Create(CultureInfo.InvariantCulture, $"The running signer writes the log {answer.Log}, up to record {answer.Head.Sequence} now."), .. KnownLogs.Text(answer.Known, answer.Log)] };

    private static async Task<KnownEnd> OfLedgerAsync(StoppedLedger stopped, string? log, string before, CancellationToken cancellationToken)
    {
        var (ledger, problem) = await stopped.TryOpenAsync(cancellationToken);
        if (ledger is null)
        {
            return KnownEnd.Nobody($"{(log is null ? $"{NoName} " : string.Empty)}{before} {problem}");
        }

        await using (ledger)
        {
            try
            {
                var known = await ledger.ReadAnchorsAsync(cancellationToken);
                return Of(known, log) ?? KnownEnd.Nobody(log is null ? NoName : $"{before} The ledger {stopped.Place} does not know the log {log}.") with { Notes = KnownLogs.Text(known, log) };
            }
            catch (LedgerUnavailableException failure)
            {
                return KnownEnd.Nobody($"{before} {failure.Message}");
            }
        }
    }

    private static KnownEnd? Of(IReadOnlyList<LogAnchor> known, string? log) => known.FirstOrDefault(anchor => anchor.Log == log) is { } own
        ? new KnownEnd(new AuditAnchor(new AuditHead(own.Sequence, own.Hash), AnchorSource.Ledger), string.Empty, KnownLogs.Text(known, log))
        : null;

    /// <summary>What a running signer says.</summary>
    private sealed record SignerSays(string Log, AuditHead Head, IReadOnlyList<LogAnchor> Known, string? Problem);
}
