using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>Reads where the ledger is, when it is in Redis.</summary>
internal static class RedisOptionsReader
{
    /// <summary>Null when the ledger is a file.</summary>
    public static RedisOptions? Read(OptionValues values)
    {
        if (values.Get(RedisRows.Addr) is not { Count: > 0 } servers)
        {
            if (!values.IsGiven(RedisRows.Addr) && RedisRows.All.FirstOrDefault(values.IsGiven) is { } lonely)
            {
                values.AddProblem($"{lonely.Flag}: there is no Redis that it could be about. Give {RedisRows.Addr.Flag}.");
            }

            return null;
        }

        if (values.IsGiven(SignerTable.LedgerFile))
        {
            values.AddProblem($"{SignerTable.LedgerFile.Flag} and {RedisRows.Addr.Flag}: the ledger is a file or in Redis, not both.");
        }

        var tls = values.Get(RedisRows.Tls);
        if (!tls && (values.IsGiven(RedisRows.TlsCa) || values.IsGiven(RedisRows.TlsHost)))
        {
            values.AddProblem($"{RedisRows.TlsCa.Flag} and {RedisRows.TlsHost.Flag} are for encrypted connections: give {RedisRows.Tls.Flag} too.");
        }

        return new RedisOptions
        {
            Servers = servers,
            SentinelService = values.Get(RedisRows.Sentinel),
            Prefix = values.Get(RedisRows.Prefix),
            User = values.Get(RedisRows.User),
            Password = values.Get(RedisRows.Password),
            SentinelPassword = values.Get(RedisRows.SentinelPassword),
            Tls = tls,
            TlsAuthorityFile = values.Get(RedisRows.TlsCa),
            TlsHost = values.Get(RedisRows.TlsHost),
            WaitReplicas = (int)values.Get(RedisRows.WaitReplicas),
            AllowVolatile = values.Get(RedisRows.AllowVolatile),
        };
    }
}
