using System.Collections;
using System.Diagnostics.CodeAnalysis;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Video;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Money;
using Table = GatewayLite.Configuration.GatewayOptionTable;

namespace GatewayLite.Configuration;

/// <summary>Makes <see cref="GatewayOptions"/> of everything given, or the list of all that is wrong.</summary>
internal static class GatewayOptionsReader
{
    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments, IDictionary environment, [NotNullWhen(true)] out GatewayOptions? options, out IReadOnlyList<string> problems)
    {
        var values = OptionSources.Merge(Table.Table, arguments, environment);
        var dataFolder = values.Get(Table.DataDir) ?? string.Empty;
        var free = values.Get(Table.Free);
        var maxSessions = (int)values.Get(Table.MaxSessions);
        var read = new GatewayOptions
        {
            Signer = free ? null : values.Get(Table.RemoteSignerUrl),
            SignerToken = values.Get(Table.SignerToken),
            SignerHeaders = values.Get(Table.RemoteSignerHeaders),
            Orchestrators = values.Get(Table.OrchAddr) ?? [],
            Profiles = values.Get(Table.TranscodingOptions),
            Video = Video(values, maxSessions),
            Ai = Ai(values),
            MaxSessions = maxSessions,
            Takeover = values.Get(Table.Takeover),
            SegmentMemoryBytes = values.Get(Table.SegmentMemoryMib) << 20,
            RtmpAddress = values.Get(Table.RtmpAddr)!,
            HttpAddress = values.Get(Table.HttpAddr)!,
            HttpTls = Tls(values),
            ControlAddress = values.Get(Table.CliAddr)!,
            StreamKeysFile = values.Get(Table.StreamKeysFile),
            AppTokensFile = values.Get(Table.AppTokensFile),
            AdminTokenFile = values.Get(Table.AdminTokenFile) ?? Path.Combine(dataFolder, "admin.token"),
            DataFolder = dataFolder,
            ReadyFile = values.Get(Table.ReadyFile),
            MinimumLogLevel = values.Get(Table.MinimumLogLevel),
            LogsJson = values.Get(Table.LogFormat) == "json",
        };
        Check(read, free, values);
        problems = values.Problems;
        options = problems.Count == 0 ? read : null;
        return options is not null;
    }

    private static VideoOptions Video(OptionValues values, int maxSessions) => new()
    {
        // Live streams are bounded where they are opened; a stream that was taken over may still finish beside its successor.
        MaxStreams = Math.Max(1, 2 * maxSessions),
        MaxPricePerPixel = Ceiling(values.Get(Table.MaxPricePerUnit), values.Get(Table.PixelsPerUnit)),
    };

    private static AiOptions Ai(OptionValues values) => new()
    {
        MaxConcurrent = (int)values.Get(Table.AiMaxConcurrent),
        MaxWaiting = (int)values.Get(Table.AiMaxWaiting),
        OverallTimeout = TimeSpan.FromSeconds(values.Get(Table.AiTimeoutSeconds)),
        AttemptTimeout = TimeSpan.FromSeconds(values.Get(Table.AiAttemptTimeoutSeconds)),
        MaxPricePerUnit = Ceiling(values.Get(Table.AiMaxPricePerUnit), 1),
        MaxRequestMediaBytes = checked((int)(values.Get(Table.AiMaxResultMib) << 20)),
        ResultMode = values.Get(Table.AiResultMode) switch
        {
            "inline" => AiResultMode.Inline,
            "passthrough" => AiResultMode.Passthrough,
            _ => AiResultMode.Rehost,
        },
    };

    private static Rational? Ceiling(Rational price, long units) => price.IsZero || units == 0 ? null : price / new Rational(units);

    private static (string Certificate, string Key)? Tls(OptionValues values)
    {
        var certificate = values.Get(Table.HttpTlsCert);
        var key = values.Get(Table.HttpTlsKey);
        if (certificate is null != key is null)
        {
            values.AddProblem($"{Table.HttpTlsCert.Flag} and {Table.HttpTlsKey.Flag} go together: one of them is missing.");
        }

        return certificate is null || key is null ? null : (certificate, key);
    }

    private static void Check(GatewayOptions read, bool free, OptionValues values)
    {
        if (free && read.Orchestrators.Count == 0)
        {
            values.AddProblem($"{Table.Free.Flag}: without a signer there is no list of orchestrators: name them with {Table.OrchAddr.Flag}.");
        }

        CheckSigner(read, free, values);
        CheckListeners(read, values);
    }

    private static void CheckSigner(GatewayOptions read, bool free, OptionValues values)
    {
        // Others who serve go-livepeer's API may be guarded by their network, by headers, or by nothing.
        if (!free && !read.IsCompatSigner && read.SignerToken is null)
        {
            values.AddProblem($"{Table.SignerToken.Flag} is missing: the signer asks who pays. Make one there with 'remote-signer tenants create NAME', or pay nobody with {Table.Free.Flag}.");
        }

        if (!free && !read.IsCompatSigner && read.SignerHeaders is not null)
        {
            values.AddProblem($"{Table.RemoteSignerHeaders.Flag} is for signers with http:// or https://: a signer with grpc:// or grpcs:// knows this gateway by {Table.SignerToken.Flag}.");
        }

        if (read.Signer is { Scheme: "grpc" or "http", IsLoopback: false } signer && !values.Get(Table.InsecurePlaintext))
        {
            values.AddProblem(
                $"{Table.RemoteSignerUrl.Flag}: {signer.Scheme}:// beyond loopback shows the token and the payments to everybody on the way. Give {signer.Scheme}s://, or {Table.InsecurePlaintext.Flag} inside a private network.");
        }
    }

    /// <summary>What leaves the machine is encrypted and authenticated where it spends money, or somebody has said in so many words that it need not be.</summary>
    private static void CheckListeners(GatewayOptions read, OptionValues values)
    {
        var plaintext = values.Get(Table.InsecurePlaintext);
        if (read.RtmpAddress is { IsLoopback: false } rtmp && read.StreamKeysFile is null)
        {
            values.AddProblem($"{Table.RtmpAddr.Flag}: {rtmp} is not loopback, and anybody could publish at your cost. Give {Table.StreamKeysFile.Flag}, made by 'gateway-lite keys new'.");
        }

        if (read.HttpAddress is { IsLoopback: false } http)
        {
            if (read.HttpTls is null && !plaintext)
            {
                values.AddProblem($"{Table.HttpAddr.Flag}: {http} is not loopback and has no TLS. Give {Table.HttpTlsCert.Flag} and {Table.HttpTlsKey.Flag}, or {Table.InsecurePlaintext.Flag} behind a proxy that encrypts.");
            }

            if (read.AppTokensFile is null)
            {
                values.AddProblem($"{Table.HttpAddr.Flag}: {http} is not loopback, and anybody could use AI at your cost. Give {Table.AppTokensFile.Flag}, made by 'gateway-lite tokens new'.");
            }
        }

        if (read.ControlAddress is { IsLoopback: false } control && !plaintext)
        {
            values.AddProblem($"{Table.CliAddr.Flag}: {control} is not loopback, and the control port has no TLS. Listen on 127.0.0.1, or give {Table.InsecurePlaintext.Flag} inside a private network.");
        }
    }
}
