using FsCheck.Xunit;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Tests.Tickets;

public class SenderNonceTests
{
    [Fact]
    public void Value_FirstEpoch_IsTheCounter() => Assert.Equal(7u, new SenderNonce(0, 7).Value);

    [Fact]
    public void Value_LastEpochAndCounter_FillsAllBits() => Assert.Equal(uint.MaxValue, new SenderNonce(SenderNonce.MaxEpoch, SenderNonce.MaxCounter).Value);

    [Property]
    public bool Parts_AnyNonce_ComeBack(uint epoch, int counter)
    {
        var nonce = new SenderNonce(epoch & SenderNonce.MaxEpoch, counter & SenderNonce.MaxCounter);
        return nonce.Epoch == (epoch & SenderNonce.MaxEpoch) && nonce.Counter == (counter & SenderNonce.MaxCounter);
    }

    [Theory]
    [InlineData(SenderNonce.MaxEpoch + 1, 0)]
    [InlineData(0u, SenderNonce.MaxCounter + 1)]
    [InlineData(0u, -1)]
    public void Constructor_PartOutOfRange_IsRefused(uint epoch, int counter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SenderNonce(epoch, counter));
}
