using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Livepeer.Payments.Money;

namespace RemoteSigner.Cli.Usage;

/// <summary>Usage as a table for people, CSV for sheets, JSON for programs. Only JSON has fractions of a wei; the others round sums up.</summary>
internal static class UsageText
{
    private static readonly string[] Sums = ["payments", "tickets", "expected_value_wei", "fee_wei", "face_value_wei"];
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static string Table(IReadOnlyList<UsageSum> sums, IReadOnlyList<UsageColumn> columns)
    {
        if (sums.Count == 0)
        {
            return "Nothing was paid in these days.\n";
        }

        string[] heads = [.. columns.Select(column => column.Name), .. Sums];
        var total = new UsageSum(
            [.. columns.Select((_, i) => i == 0 ? "total" : string.Empty)],
            sums.Sum(sum => sum.Payments),
            sums.Sum(sum => sum.Tickets),
            sums.Aggregate(Rational.Zero, (all, sum) => all + sum.ExpectedValue),
            sums.Aggregate(Rational.Zero, (all, sum) => all + sum.Fee),
            sums.Aggregate(BigInteger.Zero, (all, sum) => all + sum.FaceValueWei));
        string[][] lines = [heads, .. sums.Select(Cells), Cells(total)];
        var widths = heads.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Select((cell, column) => column < columns.Count ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
            if (i == 0)
            {
                text.AppendLine(string.Join("  ", widths.Select(width => new string('-', width))));
            }
        }

        return text.ToString();
    }

    public static string Csv(IReadOnlyList<UsageSum> sums, IReadOnlyList<UsageColumn> columns)
    {
        var text = new StringBuilder(string.Join(',', columns.Select(column => column.Name).Concat(Sums))).AppendLine();
        foreach (var sum in sums)
        {
            text.AppendLine(string.Join(',', Cells(sum).Select(Field)));
        }

        return text.ToString();
    }

    public static string Json(IReadOnlyList<UsageSum> sums, IReadOnlyList<UsageColumn> columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var sum in sums)
            {
                writer.WriteStartObject();
                for (var i = 0; i < columns.Count; i++)
                {
                    writer.WriteString(columns[i].Name, sum.Values[i]);
                }

                writer.WriteNumber(Sums[0], sum.Payments);
                writer.WriteNumber(Sums[1], sum.Tickets);
                writer.WriteString(Sums[2], sum.ExpectedValue.ToString());
                writer.WriteString(Sums[3], sum.Fee.ToString());
                writer.WriteString(Sums[4], sum.FaceValueWei.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static string[] Cells(UsageSum sum) =>
    [
        .. sum.Values,
        sum.Payments.ToString(CultureInfo.InvariantCulture),
        sum.Tickets.ToString(CultureInfo.InvariantCulture),
        sum.ExpectedValue.Ceiling().ToString(CultureInfo.InvariantCulture),
        sum.Fee.Ceiling().ToString(CultureInfo.InvariantCulture),
        sum.FaceValueWei.ToString(CultureInfo.InvariantCulture),
    ];

    // A cell that begins like a formula would be one in a spreadsheet, and models are names that callers choose.
    private static string Field(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '@' or '-' && !BigInteger.TryParse(cell, out _) ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
