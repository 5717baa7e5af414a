using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Audit;
using Livepeer.Audit.Verification;

namespace RemoteSigner.Cli.Audit;

/// <summary>What was found, for people and for programs.</summary>
internal static class VerifyText
{
    public static string Plain(AuditVerification found, KnownEnd end, TimeSpan elapsed)
    {
        var text = new StringBuilder();
        foreach (var finding in found.Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}: {finding.Reason}");
        }

        if (found.Findings.Count >= AuditVerifier.MaxFindings)
        {
            text.AppendLine("There may be more; the walk ended here.");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{Counted(found.Records, "record")} in {Counted(found.Files, "file")}, {Counted(found.Bytes, "byte")}, in {elapsed.TotalSeconds:0.0} s.");
        text.AppendLine(Signed(found));
        text.AppendLine(end.Text);
        foreach (var note in found.Notes.Concat(end.Notes))
        {
            text.AppendLine(note);
        }

        if (found.Records > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Head: {Text(found.Head)}");
        }

        text.AppendLine(found.IsWhole ? "The audit log is whole." : "The audit log is NOT whole.");
        return text.ToString();
    }

    public static string Json(AuditVerification found, KnownEnd end, TimeSpan elapsed) => JsonSerializer.Serialize(
        new VerificationJson(
            found.IsWhole,
            found.Files,
            found.Records,
            found.Bytes,
            found.FirstSequence,
            Text(found.Head),
            found.Checkpoints,
            found.CoveredSequence,
            found.Signer?.ToString(),
            found.IsClosed,
            (long)elapsed.TotalMilliseconds,
            [.. found.Findings.Select(finding => new FindingJson(finding.File, finding.Line, finding.Reason))],
            [.. found.Notes, .. end.Notes],
            new EndJson(end.Anchor is not null, end.Anchor is { } anchor ? Text(anchor.Head) : null, end.Anchor is { } known ? SourceOf(known.Source) : null, end.Text)),
        AuditJsonContext.Default.VerificationJson) + Environment.NewLine;

    private static string Signed(AuditVerification found) => found switch
    {
        { Checkpoints: > 0, Signer: { } signer } => string.Create(CultureInfo.InvariantCulture, $"{Counted(found.Checkpoints, "checkpoint")} signed by {signer}, up to record {found.CoveredSequence}."),
        { Other: { } other, Signer: { } signer } => $"{Counted(other.Checkpoints, "checkpoint")} signed by {other.Account}, none by {signer}.",
        _ => "No valid checkpoint is in it: nothing is signed.",
    };

    private static string Counted(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? string.Empty : "s")}");

    private static string SourceOf(AnchorSource source) => source switch
    {
        AnchorSource.Signer => "signer",
        AnchorSource.Ledger => "ledger",
        _ => "given",
    };

    private static string Text(AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Sequence}:{head.Hash}");
}

/// <summary>Result of <c>audit verify --json</c>.</summary>
internal sealed record VerificationJson(
    bool Whole,
    int Files,
    long Records,
    long Bytes,
    long FirstRecord,
    string Head,
    long Checkpoints,
    long SignedUpTo,
    string? Signer,
    bool Closed,
    long ElapsedMillis,
    IReadOnlyList<FindingJson> Findings,
    IReadOnlyList<string> Notes,
    EndJson End);

/// <summary>What the log's end was held against.</summary>
/// <param name="Checked">Whether it was held against anything.</param>
/// <param name="Anchor">A head, or null.</param>
/// <param name="Source">signer, ledger or given; null without an anchor.</param>
/// <param name="Text">In one sentence.</param>
internal sealed record EndJson(bool Checked, string? Anchor, string? Source, string Text);

internal sealed record FindingJson(string File, long Line, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationJson))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;
