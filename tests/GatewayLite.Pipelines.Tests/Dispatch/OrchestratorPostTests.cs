using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class OrchestratorPostTests
{
    [Fact]
    public async Task Send_ConnectionsClosedUnderIt_MayHaveBeenSent()
    {
        using var handler = new ScriptedHandler(static async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("Nobody waits for ever.");
        });
        var client = new HttpClient(handler, disposeHandler: false);
        var sending = SendAsync(client);
        await handler.Begun;

        client.Dispose();

        _ = Assert.IsType<AttemptFailure.Interrupted>(Assert.IsType<PostResult.Failed>(await sending).Failure);
    }

    [Fact]
    public async Task Send_NoConnectionInTime_WasNotSent()
    {
        // As the framework's handler tells its limit on connecting.
        using var handler = new ScriptedHandler(static _ => throw new TaskCanceledException("", new TimeoutException("no connection")));
        using var client = new HttpClient(handler, disposeHandler: false);

        _ = Assert.IsType<AttemptFailure.Unreachable>(Assert.IsType<PostResult.Failed>(await SendAsync(client)).Failure);
    }

    private static Task<PostResult> SendAsync(HttpClient client) => OrchestratorPost.SendAsync(
        client,
        new PostOrder(
            new Uri("https://o.example/segment"),
            new PaymentHeaders("p", "s", 1, Rational.Zero, Rational.Zero, null, null),
            "video/mp2t",
            new byte[1],
            null,
            TimeSpan.FromSeconds(20),
            TimeSpan.FromSeconds(20),
            1024),
        TimeProvider.System,
        CancellationToken.None);

    private sealed class ScriptedHandler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _begun.SetResult();
            return answer(cancellationToken);
        }
    }
}
