using System.Text.Json;
using Livepeer.Audit.Records;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Files;

/// <summary>Name of a log: made with its first record, taken from its last file afterwards.</summary>
internal static class LogId
{
    public const int Bytes = 8;

    /// <summary>Null for a new log.</summary>
    /// <exception cref="AuditFolderException">The first record of the last file does not say it.</exception>
    public static string? Of(OpenedFolder folder) => folder.LastFile is { } file ? Of(file) : null;

    /// <summary>Null for an empty file.</summary>
    /// <exception cref="AuditFolderException">Its first record does not say it.</exception>
    public static string? Of(string file)
    {
        using var reader = new LineReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        try
        {
            return reader.TryRead(out var line) ? Read(line) : null;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AuditFolderException($"The audit log is damaged: the first record of {file} does not name its log: {failure.Message}", failure);
        }
    }

    /// <summary>Null for a file whose first record does not say it.</summary>
    public static string? TryOf(string file)
    {
        try
        {
            return Of(file);
        }
        catch (AuditFolderException)
        {
            return null;
        }
    }

    private static string Read(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        using var record = JsonDocument.ParseValue(ref json);
        var name = record.RootElement.Text(RecordNames.By);
        return name.Length is > 0 and <= LogAnchor.MaxLogLength ? name : throw new FormatException($"it has {name.Length} characters, not 1 to {LogAnchor.MaxLogLength}.");
    }
}
