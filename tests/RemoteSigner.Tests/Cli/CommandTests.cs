using System.Text.Json;
using Livepeer.Hosting.Program;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Cli;

public sealed class CommandTests
{
    [Fact]
    public async Task Backup_AnUnknownOption_IsNotTakenForAFile()
    {
        var (code, _, error) = await CommandLine.RunAsync(["backup", "--josn"]);

        Assert.NotEqual(0, code);
        Assert.Contains("--josn is no option of this command", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_Asked_IsTheBuilds()
    {
        var (code, output, _) = await RunAsync("--version");

        Assert.Equal((0, ProductVersion.Text + Environment.NewLine), (code, output));
    }

    [Fact]
    public async Task Help_OfRun_NamesEveryOptionAndItsVariable()
    {
        var (code, output, _) = await RunAsync("run", "--help");

        Assert.Equal(0, code);
        Assert.All(SignerTable.Table.All, option => Assert.Contains(option.Flag, output, StringComparison.Ordinal));
        Assert.All(SignerTable.Table.All, option => Assert.Contains($"[{SignerTable.Table.VariableOf(option)}]", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithManyMistakes_NamesAllAtOnce()
    {
        var (code, _, error) = await RunAsync(
            "run", "-maxTicketEv", "5", "--maxTotalEV", "much", "--depositMultiplier", "0", "--grpc-addr", "0.0.0.0:8937", "--ethPassword", "open-sesame", "--chain-deposit-wei", "1");

        Assert.Equal(1, code);
        Assert.Contains("7 mistakes", error, StringComparison.Ordinal);
        Assert.Contains("--maxTicketEv is unknown: did you mean --maxTicketEV?", error, StringComparison.Ordinal);
        Assert.Contains("--maxTotalEV: 'much' is not a number of wei", error, StringComparison.Ordinal);
        Assert.Contains("--depositMultiplier: '0' is not a whole number from 1", error, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0:8937 is not loopback, and anybody on the way could read the tokens", error, StringComparison.Ordinal);
        Assert.Contains("nobody could prove who he is", error, StringComparison.Ordinal);
        Assert.Contains("--chain-reserve-wei is missing", error, StringComparison.Ordinal);
        Assert.Contains("--ethPassword @/path/of/the/file", error, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAWrongPassphraseAndALockedLedger_NamesBoth()
    {
        using var folder = new SignerFolder();
        await using var running = await RunningSigner.StartAsync(folder);
        await File.WriteAllTextAsync(folder.InFolder("wrong"), "wrong horse\n");

        var (code, _, error) = await RunAsync(["run", .. Flags(folder, ("ethPassword", "@" + folder.InFolder("wrong")))]);

        Assert.Equal(1, code);
        Assert.Contains("passphrase does not open", error, StringComparison.Ordinal);
        Assert.Contains("ledger.db", error, StringComparison.Ordinal);
        Assert.Equal(3, error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Run_OnAPortInUse_SaysWhich()
    {
        using var folder = new SignerFolder();
        using var other = new SignerFolder();
        await using var running = await RunningSigner.StartAsync(other);

        var (code, _, error) = await RunAsync(["run", .. Flags(folder, ("grpc-addr", running.Host.GrpcAddress.Authority))]);

        Assert.Equal(1, code);
        Assert.Contains(running.Host.GrpcAddress.Authority, error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at System", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfASoundFolder_FindsEverythingInOrder()
    {
        using var folder = new SignerFolder();

        var (code, output, _) = await RunAsync(["check", .. Flags(folder)]);

        Assert.True(code == 0, output);
        Assert.Contains(folder.Address.ToString(), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAPassphraseThatEverybodyMayRead_WarnsOfIt()
    {
        using var folder = new SignerFolder();
        File.Copy(folder.PassphraseFile, folder.InFolder("open"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.InFolder("open"), (UnixFileMode)0b110_100_100);
        }

        var (code, output, _) = await RunAsync(["check", .. Flags(folder, ("ethPassword", folder.InFolder("open")))]);

        Assert.Equal(0, code);
        Assert.Contains("chmod 600 " + folder.InFolder("open"), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutTenantsAndFunds_SaysWhatToFix()
    {
        using var folder = new SignerFolder();
        File.Delete(folder.TenantFile);

        var (code, output, _) = await RunAsync(["check", .. Flags(folder, ("chain-deposit-wei", "0"))]);

        Assert.Equal(1, code);
        Assert.Contains("remote-signer tenants create NAME --tenants " + folder.TenantFile, output, StringComparison.Ordinal);
        Assert.Contains("deposit or reserve is 0 wei", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfListsOfOrchestrators_ReadsThem()
    {
        using var folder = new SignerFolder();
        await using var webhook = await ListingWebhook.StartAsync("""[{"address":"https://127.0.0.1:1"},{"address":"https://127.0.0.1:2/"}]""");
        await using var noList = await ListingWebhook.StartAsync("{}");

        var (code, output, _) = await RunAsync(["check", .. Flags(folder, ("orchAddr", "127.0.0.1:1"), ("orchWebhookUrl", webhook.Address.AbsoluteUri))]);
        var (otherCode, otherOutput, _) = await RunAsync(["check", .. Flags(folder, ("orchWebhookUrl", noList.Address.AbsoluteUri))]);

        Assert.Equal((0, 1), (code, otherCode));
        Assert.Contains("orchestrators: 2 listed", output, StringComparison.Ordinal);
        Assert.Contains("gives no list: its answer is no JSON array", otherOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", otherOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewKeyAndNewTenant_UsedByASigner_Pay()
    {
        using var folder = new SignerFolder();
        var (keyCode, keyOutput, _) = await RunAsync("keys", "new", "--folder", folder.InFolder("other"), "--passphrase-file", "@" + folder.PassphraseFile, "--light");
        var (tokenCode, token, _) = await RunAsync("tenants", "create", "tenant-b", "--tenants", folder.TenantFile);

        await using var signer = await RunningSigner.StartAsync(folder, ("ethKeystorePath", folder.InFolder("other")));
        await signer.PayAsync(Requests.Ai("k"), token.Trim());

        Assert.Equal((0, 0), (keyCode, tokenCode));
        Assert.Contains(signer.Host.Sender.ToString(), keyOutput, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Trim(), await File.ReadAllTextAsync(folder.TenantFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfARunningSigner_IsItsAnswer()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var (code, output, _) = await RunAsync("status", "--cliAddr", signer.Host.ControlAddress.Authority, "--dataDir", folder.Path);

        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(folder.Address.ToString(), document.RootElement.GetProperty("address").GetString());
        Assert.Equal(0, document.RootElement.GetProperty("orchestrators").GetProperty("answering").GetInt32());
    }

    [Fact]
    public async Task Status_OfASignerWithTls_TrustsItsCertificateAndNoOther()
    {
        using var folder = new SignerFolder();
        using var authority = new Authority();
        using var certificate = authority.Server("signer.example");
        using var other = authority.Server("signer.example");
        Authority.Write(certificate, folder.InFolder("cert.pem"), folder.InFolder("key.pem"));
        Authority.Write(other, folder.InFolder("other.pem"), folder.InFolder("other-key.pem"));
        await using var signer = await RunningSigner.StartAsync(folder, ("tls-cert", folder.InFolder("cert.pem")), ("tls-key", folder.InFolder("key.pem")));
        string[] status = ["status", "--cliAddr", signer.Host.ControlAddress.Authority, "--dataDir", folder.Path, "--tls-cert"];

        var (code, output, _) = await RunAsync([.. status, folder.InFolder("cert.pem")]);
        var (otherCode, _, error) = await RunAsync([.. status, folder.InFolder("other.pem")]);

        Assert.Equal(0, code);
        Assert.Contains(folder.Address.ToString(), output, StringComparison.Ordinal);
        Assert.Equal(1, otherCode);
        Assert.Contains("does not have the certificate of " + folder.InFolder("other.pem"), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WithoutARunningSigner_SaysThatNobodyAnswers()
    {
        using var folder = new SignerFolder();
        await File.WriteAllTextAsync(folder.InFolder("admin.token"), "adm_x");

        var (code, _, error) = await RunAsync("status", "--cliAddr", "127.0.0.1:9", "--dataDir", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains("No remote-signer answers at 127.0.0.1:9", error, StringComparison.Ordinal);
    }

    private static string[] Flags(SignerFolder folder, params (string Name, string Value)[] more) =>
        [.. folder.Arguments(more).SelectMany(argument => new[] { "-" + argument.Key, argument.Value })];

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => CommandLine.RunAsync(arguments);
}
