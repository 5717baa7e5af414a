using Grpc.Core;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class ImpatientCallerTests
{
    [Fact]
    public async Task Deadline_PassedWhileTheLedgerIsBusy_IsNoErrorOfTheSigner()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, new StalledLedger());

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await signer.Payments.CreatePaymentAsync(Requests.Ai("k"), signer.As(), TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public async Task Stop_WithACallInFlight_EndsInTime()
    {
        using var folder = new SignerFolder();
        var ledger = new StalledLedger();
        var signer = await RunningSigner.StartAsync(folder, ledger);
        signer.ErrorsExpected = true;
        var call = signer.Payments.CreatePaymentAsync(Requests.Ai("k"), signer.As());
        await ledger.Entered.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        var started = TimeProvider.System.GetTimestamp();
        await signer.Host.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<RpcException>(async () => await call);
        await signer.DisposeAsync();
    }
}
