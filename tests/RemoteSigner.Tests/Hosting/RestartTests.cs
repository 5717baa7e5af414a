using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class RestartTests
{
    [Fact]
    public async Task Nonces_AfterARestart_GoOnBehindTheOldOnes()
    {
        using var folder = new SignerFolder();
        uint last;
        string header;
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            var answer = await signer.PayAsync(Requests.Segment("before"));
            last = answer.FirstNonce + answer.TicketCount - 1;
            header = answer.PaymentHeader;
        }

        await using var restarted = await RunningSigner.StartAsync(folder);
        var next = await restarted.PayAsync(Requests.Segment("after"));
        var replayed = await restarted.PayAsync(Requests.Segment("before"));

        Assert.True(next.FirstNonce > last);
        Assert.Equal(header, replayed.PaymentHeader);
        Assert.True(replayed.Replayed);
    }
}
