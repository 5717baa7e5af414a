using System.Text;
using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Documents;

/// <summary>Documents say what the program says. To bring them up to date: UPDATE_DOCS=1 dotnet test tests/RemoteSigner.Tests --filter Documents.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void Errors_ComparedWithTheCatalogue_AreInStep()
    {
        var text = new StringBuilder("| Code | gRPC status | Whose side | What a program can do | What to do |\n|---|---|---|---|---|\n");
        foreach (var entry in RefusalCatalogue.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{entry.Code}` | {Spelled(StatusMap.Of(entry.Kind).ToString())} | {Words(entry.Side.ToString())} | {Words(entry.Cure.ToString())} | {entry.Remedy} |\n");
        }

        Document.AssertInStep("errors.md", "refusals", text.ToString());
    }

    [Fact]
    public void Configuration_ComparedWithTheOptionTable_IsInStep()
    {
        var text = new StringBuilder();
        foreach (var group in SignerTable.Table.All.GroupBy(option => option.Group))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n### {group.Key}\n\n| Flag | Environment variable | Default | Meaning |\n|---|---|---|---|\n");
            foreach (var option in group)
            {
                var value = option.ValueName.Length > 0 ? $" <{option.ValueName}>" : string.Empty;
                var standard = option.IsRequired ? "required" : option.DefaultText is { Length: > 0 } given ? $"`{given}`" : string.Empty;
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{option.Flag}{value}` | `{SignerTable.Table.VariableOf(option)}` | {standard} | {option.Help} |\n");
            }
        }

        Document.AssertInStep("operations/configuration.md", "remote-signer", text.Append('\n').ToString());
    }

    [Fact]
    public async Task Metrics_ComparedWithARunningSigner_AreInStep()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var lines = (await signer.Control.GetStringAsync("/metrics")).Split('\n');
        var types = lines.Where(line => line.StartsWith("# TYPE remote_signer_", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(parts => parts[2], parts => parts[3]);
        var helps = lines.Where(line => line.StartsWith("# HELP remote_signer_", StringComparison.Ordinal)).Select(line => line.Split(' ', 4)).OrderBy(parts => parts[2], StringComparer.Ordinal);

        var text = new StringBuilder("| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n");
        foreach (var help in helps)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{help[2]}` | {types[help[2]]} | {Labels(lines, help[2])} | {help[3]} |\n");
        }

        Document.AssertInStep("operations/metrics.md", "remote-signer", text.ToString());
    }

    private static string Labels(string[] lines, string metric)
    {
        var sample = lines.First(line => line.StartsWith(metric, StringComparison.Ordinal));
        var open = sample.IndexOf('{', StringComparison.Ordinal);
        return open < 0
            ? string.Empty
            : string.Join(", ", sample[(open + 1)..sample.IndexOf('}', StringComparison.Ordinal)].Split(',').Select(label => label.Split('=')[0]).Where(name => name != "le").Select(name => $"`{name}`"));
    }

    // FailedPrecondition is written FAILED_PRECONDITION in the protocol.
    private static string Spelled(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant();

    private static string Words(string name) => name == "None" ? string.Empty : string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + letter : letter.ToString())).ToLowerInvariant();
}
