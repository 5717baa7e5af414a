using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Bodies that are long, or long in coming.</summary>
public sealed class BodyTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/generate-live-payment")]
    [InlineData("/sign-byoc-job")]
    public async Task Body_ThatDoesNotComeWithinTenSeconds_Is408(string path)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var signer = await RunningSigner.StartAsync(_folder, _folder.Options(), time: time);
        signer.ErrorsExpected = true; // the clock leaps over a question about health that is under way, which then counts as unanswered
        await using var slow = await SlowBody.BeginAsync(signer.Host.HttpAddress, path, "{\"ManifestID\":\"m\"}", begin: 5, "Authorization: Bearer " + _folder.Token);
        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_calls_in_flight") == 1);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(slow.IsAnswered);

        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(slow.IsAnswered);
        });

        var answer = await slow.AnswerAsync();
        Assert.Equal(408, answer.Status);
        Assert.Contains("10 s", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_refusals_total{code=\"request_too_slow\"}"));
    }

    [Fact]
    public async Task Body_AboveTheBound_IsNotRead()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.WithToken(signer, _folder.Token);

        var answer = await caller.PayAsync("{\"ManifestID\":\"" + new string('m', 256 * 1024) + "\"}");

        answer.IsError(413, "the request has more than 262144 bytes");
    }

    [Fact]
    public async Task Token_WithdrawnWhileTheBodyComes_IsRefused()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.WithToken(signer, _folder.Token);
        var body = HttpCaller.Units(Requests.Orchestrator(), 1).ToJsonString();
        await using var slow = await SlowBody.BeginAsync(signer.Host.HttpAddress, "/generate-live-payment", body, begin: 10, "Authorization: Bearer " + _folder.Token);
        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_calls_in_flight") == 1);

        _folder.Edit(table => TenantEdits.Revoke(table, "tenant-a", tokenId: null, TimeProvider.System.GetUtcNow()));
        await Eventually.HoldsAsync(async () => (await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status != 200);
        await slow.SendAsync(body[10..]);

        Assert.Equal(401, (await slow.AnswerAsync()).Status);
    }
}
