using System.Globalization;

namespace Benchmarks.Reports;

/// <summary>Writes results as Markdown tables, which people read as they are and documents take over.</summary>
internal static class TableWriter
{
    public static void Write(Machine machine, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{machine.Time:yyyy-MM-dd HH:mm} UTC, {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}"));
        output.WriteLine($"ledgers on {machine.DataFileSystem}, signing by {machine.Curve}");
    }

    public static void Write(Section section, TextWriter output)
    {
        var width = section.Figures.Max(figure => figure.Name.Length);
        output.WriteLine();
        output.WriteLine($"## {section.Title}");
        output.WriteLine();
        output.WriteLine($"| {"figure".PadRight(width)} | {"value",10} | unit |");
        output.WriteLine($"|-{new string('-', width)}-|-{new string('-', 9)}:|---|");
        foreach (var figure in section.Figures)
        {
            output.WriteLine($"| {figure.Name.PadRight(width)} | {Text(figure.Value),10} | {figure.Unit} |");
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Other programs used {section.OthersPercent:0} % of the machine meanwhile.{(section.IsProvisional ? " PROVISIONAL." : "")}"));
    }

    // Three figures that mean something; more would pretend.
    private static string Text(double value) => value switch
    {
        >= 1000 => value.ToString("#,##0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
