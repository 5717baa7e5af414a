using System.Globalization;
using System.Text;
using Livepeer.Hosting.Options;

namespace TestKit.Documents;

/// <summary>A program's options as docs/operations/configuration.md shows them.</summary>
public static class OptionTables
{
    /// <summary>One table for each group.</summary>
    public static string Text(OptionTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        foreach (var group in table.All.GroupBy(option => option.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Key}\n\n| Flag | Environment variable | Default | Meaning |\n|---|---|---|---|\n");
            foreach (var option in group)
            {
                var value = option.ValueName.Length > 0 ? $" <{option.ValueName}>" : string.Empty;
                var standard = option.IsRequired ? "required" : option.DefaultText is { Length: > 0 } given ? $"`{given}`" : string.Empty;
                text.Append(CultureInfo.InvariantCulture, $"| `{option.Flag}{value}` | `{table.VariableOf(option)}` | {standard} | {option.Help} |\n");
            }
        }

        return text.Append('\n').ToString();
    }
}
