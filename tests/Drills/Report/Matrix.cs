using System.Globalization;

namespace Drills.Report;

/// <summary>The matrix as text for a terminal and for documents.</summary>
internal static class Matrix
{
    private static readonly string[] Heads = ["fault", "cycles", "payments", "tickets", "reused nonces", "unaccounted wei", "undelivered wei", "refused", "failed", "retries", "refreshes", "audit", "time"];

    public static string Text(IReadOnlyList<Row> rows)
    {
        string[][] lines = [Heads, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, Heads.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var texts = lines.Select(line => "| " + string.Join(" | ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |").ToList();
        texts.Insert(1, "|" + string.Join('|', widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":")) + "|");
        return string.Join('\n', texts) + "\n";
    }

    private static string[] Cells(Row row) =>
    [
        row.Fault,
        Number(row.Cycles),
        Number(row.Payments),
        Number(row.Tickets),
        Number(row.NoncesReused),
        row.Unaccounted.Ceiling().ToString(CultureInfo.InvariantCulture),
        row.Undelivered.Ceiling().ToString(CultureInfo.InvariantCulture),
        Number(row.Refused),
        Number(row.Failed),
        Number(row.Retries),
        Number(row.Refreshes),
        row.AuditFaults.Length == 0 ? "whole" : row.AuditFaults,
        string.Create(CultureInfo.InvariantCulture, $"{row.Time.TotalSeconds:0} s"),
    ];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
