using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class BoundedBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(100_000)]
    public async Task Read_WithinTheLimit_GivesEveryByte(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(static i => (byte)(i % 251)).ToArray();

        var read = await BoundedBody.ReadAsync(new MemoryStream(bytes), null, 100_000, CancellationToken.None);

        Assert.Equal(bytes, read!.Value.ToArray());
    }

    [Fact]
    public async Task Read_OneByteTooMany_GivesNothing() => Assert.Null(await BoundedBody.ReadAsync(new MemoryStream(new byte[1001]), null, 1000, CancellationToken.None));

    [Fact]
    public async Task Read_TooMuchAnnounced_IsRefusedUnread()
    {
        var body = new MemoryStream(new byte[10]);

        Assert.Null(await BoundedBody.ReadAsync(body, 1001, 1000, CancellationToken.None));
        Assert.Equal(0, body.Position);
    }
}
