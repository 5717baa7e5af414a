using System.Text;
using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Limits;
using RemoteSigner.Tests.Support;
using TestKit.Documents;

namespace RemoteSigner.Tests.Documents;

/// <summary>Documents say what the program says. To bring them up to date: UPDATE_DOCS=1 dotnet test tests/RemoteSigner.Tests --filter Documents.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void Errors_ComparedWithTheCatalogue_AreInStep()
    {
        var text = new StringBuilder("| Code | gRPC status | HTTP | Whose side | What a program can do | What to do |\n|---|---|---|---|---|---|\n");
        foreach (var entry in RefusalCatalogue.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{entry.Code}` | {Spelled(StatusMap.Of(entry.Kind).ToString())} | {StatusMap.HttpOf(entry.Kind)} | {Words(entry.Side.ToString())} | {Words(entry.Cure.ToString())} | {entry.Remedy} |\n");
        }

        Document.AssertInStep("errors.md", "refusals", text.ToString());
    }

    [Fact]
    public void Configuration_ComparedWithTheOptionTable_IsInStep()
    {
        Document.AssertInStep("operations/configuration.md", "remote-signer", OptionTables.Text(SignerTable.Table));
    }

    [Fact]
    public async Task Metrics_ComparedWithARunningSigner_AreInStep()
    {
        using var folder = new SignerFolder();
        using var authority = new Authority();
        using var certificate = authority.Server();
        Authority.Write(certificate, folder.InFolder("cert.pem"), folder.InFolder("key.pem"));
        await using var signer = await RunningSigner.StartAsync(folder, ("tls-cert", folder.InFolder("cert.pem")), ("tls-key", folder.InFolder("key.pem")));

        Document.AssertInStep("operations/metrics.md", "remote-signer", MetricTable.Text(await signer.Control.GetStringAsync("/metrics"), "remote_signer_"));
    }

    [Fact]
    public void Limits_ComparedWithTheirTable_AreInStep()
    {
        var text = new StringBuilder("| Flag | Value | Meaning |\n|---|---|---|\n");
        foreach (var limit in LimitTable.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{limit.Flag}` | {limit.ValueName}{(limit.IsList ? ", ..." : string.Empty)} | {limit.Help} |\n");
        }

        Document.AssertInStep("operations/tenants.md", "limits", text.ToString());
    }

    // FailedPrecondition is written FAILED_PRECONDITION in the protocol.
    private static string Spelled(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant();

    private static string Words(string name) => name == "None" ? string.Empty : string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + letter : letter.ToString())).ToLowerInvariant();
}
