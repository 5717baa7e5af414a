using Livepeer.Hosting.Options;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Configuration;

public sealed class OptionSourceTests
{
    [Fact]
    public void Flag_AboveEnvironmentAboveFile_Wins()
    {
        using var folder = new SignerFolder();
        File.WriteAllText(folder.InFolder("config"), "# limits\nmaxTicketEV 1\nmaxTotalEV 2\ndepositMultiplier 3\n");
        var environment = new Dictionary<string, string> { ["REMOTE_SIGNER_MAX_TICKET_EV"] = "10", ["REMOTE_SIGNER_MAX_TOTAL_EV"] = "20" };

        var read = SignerOptionsReader.TryRead(folder.Arguments(("config", folder.InFolder("config")), ("maxTicketEV", "100")), environment, out var options, out _);

        Assert.True(read);
        Assert.Equal(("100", "20", 3), (options!.MaxTicketEvWei.ToString(), options.MaxTotalEvWei.ToString(), options.DepositMultiplier));
    }

    // The home folder of a user who has none, for one.
    [Fact]
    public void Default_ThatIsImpossibleHere_IsAMistakeAndToldOnce()
    {
        var option = new ProgramOption<string> { Name = "folder", Group = "g", ValueName = "path", Parse = Impossible, DefaultText = "~/x", Help = "A folder." };
        var values = new OptionValues(SignerTable.Table, new Dictionary<string, OptionText>(), []);

        Assert.Null(values.Get(option));
        Assert.Null(values.Get(option));

        Assert.Equal("--folder is missing, and its default ~/x is not possible.", Assert.Single(values.Problems));

        static bool Impossible(string text, out string value, out string problem)
        {
            (value, problem) = (string.Empty, "not possible");
            return false;
        }
    }

    [Fact]
    public void UnknownNames_InFileAndEnvironment_AreAnsweredWithTheNearest()
    {
        using var folder = new SignerFolder();
        File.WriteAllText(folder.InFolder("config"), "maxTiketEV 1\n");
        var environment = new Dictionary<string, string> { ["REMOTE_SIGNER_MAX_TOTAL_VE"] = "20", ["REMOTE_SIGNER_SERVICE_HOST"] = "10.0.0.1", ["REMOTE_SIGNER_PORT"] = "tcp://10.0.0.1:8937" };

        SignerOptionsReader.TryRead(folder.Arguments(("config", folder.InFolder("config"))), environment, out _, out var problems);

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("did you mean REMOTE_SIGNER_MAX_TOTAL_EV?", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("line 1", StringComparison.Ordinal) && problem.Contains("did you mean maxTicketEV?", StringComparison.Ordinal));
    }

    [Fact]
    public void Passphrase_InTheEnvironment_IsTakenAsItIs()
    {
        using var folder = new SignerFolder();
        var arguments = folder.Arguments();
        arguments.Remove("ethPassword");

        var read = SignerOptionsReader.TryRead(arguments, new Dictionary<string, string> { ["REMOTE_SIGNER_ETH_PASSWORD"] = "open sesame" }, out var options, out _);

        Assert.True(read);
        Assert.Equal("open sesame", options!.KeystorePassphrase.Text);
        Assert.DoesNotContain("sesame", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passphrase_InTheEnvironmentThatLooksLikeAFile_IsNotPrinted()
    {
        using var folder = new SignerFolder();
        var arguments = folder.Arguments();
        arguments.Remove("ethPassword");

        SignerOptionsReader.TryRead(arguments, new Dictionary<string, string> { ["REMOTE_SIGNER_ETH_PASSWORD"] = "@open sesame" }, out _, out var problems);

        var problem = Assert.Single(problems);
        Assert.Contains("REMOTE_SIGNER_ETH_PASSWORD names a file that does not exist", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1200", "1", "1200")]
    [InlineData("0.5", "1", "1/2")]
    [InlineData("1200wei", "1000", "6/5")]
    [InlineData("0", "1", null)]
    public void PriceCeiling_OfNumberAndUnits_IsExact(string price, string units, string? ceiling)
    {
        using var folder = new SignerFolder();

        Assert.Equal(ceiling, folder.Options(("maxPricePerUnit", price), ("pixelsPerUnit", units)).Ceilings.Global?.ToString());
    }
}
