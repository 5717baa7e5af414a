using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Chain.Static;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Money;

namespace RemoteSigner.Configuration;

/// <summary>Makes <see cref="SignerOptions"/> of everything given, or the list of all that is wrong.</summary>
internal static class SignerOptionsReader
{
    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments, IDictionary environment, [NotNullWhen(true)] out SignerOptions? options, out IReadOnlyList<string> problems)
    {
        var values = OptionSources.Merge(SignerTable.Table, arguments, environment);
        var dataFolder = values.Get(SignerTable.DataDir) ?? string.Empty;
        var read = new SignerOptions
        {
            KeystorePath = values.Get(SignerTable.EthKeystorePath) ?? Path.Combine(dataFolder, "keystore"),
            Account = values.Get(SignerTable.EthAcctAddr),
            KeystorePassphrase = values.Get(SignerTable.EthPassword)!,
            TenantTokensFile = values.Get(SignerTable.TenantTokens) ?? Path.Combine(dataFolder, "tenants.tokens"),
            AdminTokenFile = values.Get(SignerTable.AdminTokenFile) ?? Path.Combine(dataFolder, "admin.token"),
            MaxTicketEvWei = values.Get(SignerTable.MaxTicketEv),
            MaxTotalEvWei = values.Get(SignerTable.MaxTotalEv),
            DepositMultiplier = (int)values.Get(SignerTable.DepositMultiplier),
            MaxPriceWeiPerUnit = MaxPrice(values),
            NonceLimit = (int)values.Get(SignerTable.NonceLimit),
            Chain = Chain(values),
            Orchestrators = values.Get(SignerTable.OrchAddr) ?? [],
            GrpcAddress = values.Get(SignerTable.GrpcAddr)!,
            GrpcTls = Tls(values),
            ControlAddress = values.Get(SignerTable.CliAddr)!,
            InsecurePlaintext = values.Get(SignerTable.InsecurePlaintext),
            GrpcReflection = values.Get(SignerTable.GrpcReflection),
            DataFolder = dataFolder,
            LedgerFile = values.Get(SignerTable.LedgerFile) ?? Path.Combine(dataFolder, "ledger.db"),
            ReadyFile = values.Get(SignerTable.ReadyFile),
            MinimumLogLevel = values.Get(SignerTable.MinimumLogLevel),
            LogsJson = values.Get(SignerTable.LogFormat) == "json",
        };
        CheckListeners(read, values);
        problems = values.Problems;
        options = problems.Count == 0 ? read : null;
        return options is not null;
    }

    private static Rational? MaxPrice(OptionValues values)
    {
        var price = values.Get(SignerTable.MaxPricePerUnit);
        var units = values.Get(SignerTable.PixelsPerUnit);
        return price.IsZero || units == 0 ? null : price / new Rational(units);
    }

    private static StaticChainOptions Chain(OptionValues values)
    {
        values.Get(SignerTable.Network);
        return new StaticChainOptions
        {
            ChainId = values.Get(SignerTable.ChainId),
            DepositWei = values.Get(SignerTable.ChainDeposit).ToString(),
            ReserveWei = values.Get(SignerTable.ChainReserve).ToString(),
            Round = values.Get(SignerTable.ChainRound),
            RoundBlockHash = values.Get(SignerTable.ChainRoundBlockHash).ToString(),
            L1Block = values.Get(SignerTable.ChainL1Block),
            L1GenesisUnixSeconds = values.Get(SignerTable.ChainL1GenesisUnixSeconds),
            BlockSeconds = (int)values.Get(SignerTable.ChainBlockSeconds),
        };
    }

    private static TlsFiles? Tls(OptionValues values)
    {
        var certificate = values.Get(SignerTable.GrpcTlsCert);
        var key = values.Get(SignerTable.GrpcTlsKey);
        if (certificate is null != key is null)
        {
            values.AddProblem($"{SignerTable.GrpcTlsCert.Flag} and {SignerTable.GrpcTlsKey.Flag} go together: one of them is missing.");
        }

        return certificate is null || key is null ? null : new TlsFiles(certificate, key);
    }

    /// <summary>What leaves the machine is encrypted and authenticated, or somebody has said in so many words that it need not be encrypted.</summary>
    private static void CheckListeners(SignerOptions read, OptionValues values)
    {
        if (read.GrpcAddress is { IsLoopback: false } grpc)
        {
            if (read.GrpcTls is null && !read.InsecurePlaintext)
            {
                values.AddProblem($"{SignerTable.GrpcAddr.Flag}: {grpc} is not loopback, and anybody on the way could read the tokens. "
                    + $"Give {SignerTable.GrpcTlsCert.Flag} and {SignerTable.GrpcTlsKey.Flag}, or listen on 127.0.0.1.");
            }

            if (!File.Exists(read.TenantTokensFile))
            {
                values.AddProblem($"{SignerTable.GrpcAddr.Flag}: {grpc} is not loopback, and nobody could prove who he is: there is no file {read.TenantTokensFile}. "
                    + $"Make a token first: remote-signer tokens new --tenant NAME --file {read.TenantTokensFile}");
            }
        }

        if (read.ControlAddress is { IsLoopback: false } control && !read.InsecurePlaintext)
        {
            values.AddProblem($"{SignerTable.CliAddr.Flag}: {control} is not loopback, and the control port has no TLS. "
                + $"Listen on 127.0.0.1, or give {SignerTable.InsecurePlaintext.Flag} inside a private network.");
        }
    }
}
