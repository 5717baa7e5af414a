using System.Text.Json;

namespace Livepeer.Audit.Records;

/// <summary>What a start found at the log's end, and what it did not find there.</summary>
internal static class StartForm
{
    /// <returns>Null when nothing was cut off, or the line is no start.</returns>
    public static Cut? WhatWasCut(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref json);
            var record = document.RootElement;
            return record.Number(RecordNames.CutBytes) == 0
                ? null
                : new Cut(record.Number(RecordNames.CutBytes), record.Number(RecordNames.CutRecords), record.Maybe(RecordNames.CutFile)?.GetString() ?? string.Empty);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            // A line that is no longer what was written is found by its neighbour's hash.
            return null;
        }
    }

    /// <returns>The record that the ledger knew and the start did not find; null when there was none, or the line is no start.</returns>
    public static AuditHead? WhatIsMissing(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref json);
            var record = document.RootElement;
            return record.Maybe(RecordNames.MissingRecord) is null ? null : new AuditHead(record.Number(RecordNames.MissingRecord), record.Hash(RecordNames.MissingHash));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="Bytes">Bytes.</param>
    /// <param name="Records">Whole lines among them.</param>
    /// <param name="File">File that keeps them.</param>
    internal sealed record Cut(long Bytes, long Records, string File);
}
