using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Reports;

/// <summary>The report for programs that compare runs.</summary>
internal static class ReportJson
{
    public static async Task WriteAsync(string path, Report report, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, report, ReportJsonContext.Default.Report, cancellationToken);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
