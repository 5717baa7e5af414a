using Grpc.Core;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class RepetitionTests
{
    [Fact]
    public async Task SameRequest_SentAgain_GetsTheSameBytesAndCountsOnce()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var first = await signer.PayAsync(Requests.Segment("once"));
        var again = await signer.PayAsync(Requests.Segment("once"));

        Assert.True(again.Replayed);
        again.Replayed = false;
        Assert.Equal(first, again);
        var tenant = (await signer.StatusAsync()).GetProperty("tenants")[0];
        Assert.Equal(1, tenant.GetProperty("payments").GetInt64());
        Assert.Equal(first.TicketCount, tenant.GetProperty("tickets").GetInt64());
        Assert.Equal(1, await signer.MetricAsync("remote_signer_payments_total{job=\"video_segment\",result=\"made\"}"));
        Assert.Equal(1, await signer.MetricAsync("remote_signer_payments_total{job=\"video_segment\",result=\"replayed\"}"));
    }

    [Fact]
    public async Task SameKey_ForAnotherRequest_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Requests.Ai("once", units: 1));

        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("once", units: 2));

        Assert.Equal((StatusCode.AlreadyExists, "idempotency_key_reused"), (status, refusal.Code));
    }

    [Fact]
    public async Task ManyAtOnce_UnderOneSetOfParameters_GetDifferentNonces()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => signer.PayAsync(Requests.Ai($"k{i}"))));

        var nonces = answers.SelectMany(answer => Enumerable.Range((int)answer.FirstNonce, (int)answer.TicketCount)).ToArray();
        Assert.Equal(40, nonces.Distinct().Count());
        Assert.Equal(40, nonces.Length);
    }
}
