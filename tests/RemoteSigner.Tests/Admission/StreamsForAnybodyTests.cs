using Grpc.Core;
using Grpc.Health.V1;
using RemoteSigner.Admission;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Admission;

public sealed class StreamsForAnybodyTests
{
    [Fact]
    public async Task HealthWatch_OpenAsOftenAsItMayBe_IsRefusedUntilOneIsClosed()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var open = Enumerable.Range(0, StreamsForAnybody.Most).Select(_ => signer.Health.Watch(new HealthCheckRequest())).ToList();
        foreach (var watch in open)
        {
            Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        }

        using var tooMany = signer.Health.Watch(new HealthCheckRequest());
        var failure = await Assert.ThrowsAsync<RpcException>(() => tooMany.ResponseStream.MoveNext(patience.Token));

        Assert.Equal((StatusCode.ResourceExhausted, "rate_limited"), (failure.StatusCode, RunningSigner.RefusalOf(failure).Code));
        Assert.Contains("256 streams are open", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await signer.Health.CheckAsync(new HealthCheckRequest())).Status);
        await signer.PayAsync(Requests.Ai("k"));

        open[0].Dispose();
        await Eventually.HoldsAsync(async () =>
        {
            using var again = signer.Health.Watch(new HealthCheckRequest());
            try
            {
                return await again.ResponseStream.MoveNext(patience.Token);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        });
        open.ForEach(watch => watch.Dispose());
    }
}
