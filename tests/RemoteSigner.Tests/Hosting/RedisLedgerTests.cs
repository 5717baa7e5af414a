using System.Net;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;
using TestKit;
using TestKit.Redis;

namespace RemoteSigner.Tests.Hosting;

/// <summary>Signers of one account with their ledger in Redis.</summary>
public sealed class RedisLedgerTests : IDisposable
{
    private readonly SignerFolder _folder = new();
    private readonly RedisServer _redis = new();

    public void Dispose()
    {
        _folder.Dispose();
        _redis.Dispose();
    }

    [ProgramFact("redis-server")]
    public async Task TwoSigners_OneLedger_AnswerLikeOne()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync("second-audit");

        var paid = await PayAsync(first, "a");
        var repeated = await PayAsync(second, "a");
        var next = await PayAsync(second, "b");

        Assert.Equal(paid.PaymentHeader, repeated.PaymentHeader);
        Assert.True(repeated.Replayed);
        Assert.NotEqual(paid.FirstNonce, next.FirstNonce);
        Assert.Contains("Redis at unix:", (await second.StatusAsync()).GetProperty("ledger").GetProperty("file").GetString(), StringComparison.Ordinal);
    }

    [ProgramFact("redis-server")]
    public async Task RedisGone_ReadinessSaysSoAndPaymentsAreRefusedUntilItIsBack()
    {
        await using var signer = await StartAsync();
        await PayAsync(signer, "a");
        signer.ErrorsExpected = true;

        _redis.Kill();
        await Eventually.HoldsAsync(async () =>
        {
            using var readiness = await signer.Control.GetAsync("/readyz");
            return readiness.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("b"));
        _redis.Start();
        var afterwards = await PayAsync(signer, "c");

        Assert.Equal((StatusCode.Unavailable, "ledger_unavailable"), (status, refusal.Code));
        Assert.NotEmpty(afterwards.PaymentHeader);
    }

    [Theory]
    [InlineData("--redis-addr", "redis-user", "signer")]
    [InlineData("not both", "redis-addr", "127.0.0.1:6379", "ledger-file", "ledger.db")]
    [InlineData("give --redis-tls", "redis-addr", "127.0.0.1:6379", "redis-tls-host", "redis")]
    [InlineData("neither host:port nor unix:/path", "redis-addr", "127.0.0.1")]
    [InlineData("written into arguments", "redis-addr", "127.0.0.1:6379", "redis-password", "secret")]
    public void Options_ThatDoNotFit_AreNamed(string expected, params string[] given)
    {
        var arguments = _folder.Arguments([.. given.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.False(SignerOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out _, out var problems));

        Assert.Contains(expected, string.Join('\n', problems), StringComparison.Ordinal);
    }

    private Task<RunningSigner> StartAsync(string audit = "audit") => RunningSigner.StartAsync(_folder, ("redis-addr", _redis.Start().Address), ("audit-dir", _folder.InFolder(audit)));

    // On a busy machine an answer of Redis may come late; callers ask again with the same key.
    private static async Task<CreatePaymentResponse> PayAsync(RunningSigner signer, string key)
    {
        CreatePaymentResponse? paid = null;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                paid = await signer.PayAsync(Requests.Ai(key));
                return true;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.Unavailable)
            {
                return false;
            }
        });
        return paid!;
    }
}
