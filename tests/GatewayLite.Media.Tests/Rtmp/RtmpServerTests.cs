using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Chunks;
using GatewayLite.Media.Tests.EndToEnd;
using GatewayLite.Media.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Media.Tests.Rtmp;

public sealed class RtmpServerTests
{
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 3, 0, 0 })]
    public async Task Handshake_NotFinishedInTime_EndsTheConnection(byte[] sent)
    {
        var clock = new FakeTimeProvider();
        await using var host = new IngestHost(time: clock);
        using var client = await RtmpClient.ConnectAsync(host);
        await client.SendAsync(sent);
        await IngestHost.WaitUntilAsync(() => host.Server.Connections == 1);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(RtmpFault.HandshakeTimeout, (await host.WaitForCloseAsync()).Fault);
        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task Client_ThatNeverPublishes_IsClosed()
    {
        var clock = new FakeTimeProvider();
        await using var host = new IngestHost(time: clock);
        using var client = await RtmpClient.ConnectedAsync(host);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, host.Server.Connections);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RtmpFault.PublishTimeout, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task Publisher_SilentForTooLong_IsClosedAndItsPlaylistWaits()
    {
        var clock = new FakeTimeProvider();
        await using var host = new IngestHost(time: clock);
        using var client = await RtmpClient.PublishingAsync(host, "quiet");
        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.True(host.Streams.Find("quiet")!.IsLive);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(RtmpFault.Silent, (await host.WaitForCloseAsync()).Fault);
        Assert.Equal(EndReason.ConnectionLost, host.Streams.Find("quiet")!.Current!.EndReason);
    }

    [Fact]
    public async Task SecondPublisher_AfterFiveSecondsOfSilence_TakesOver()
    {
        var clock = new FakeTimeProvider();
        await using var host = new IngestHost(time: clock);
        using var first = await RtmpClient.PublishingAsync(host, "show");
        clock.Advance(TimeSpan.FromSeconds(4));
        using var early = await RtmpClient.ConnectedAsync(host);
        await early.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text("show"));
        Assert.Equal("NetStream.Publish.BadName", await early.StatusAsync());
        early.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));
        using var second = await RtmpClient.PublishingAsync(host, "show");

        Assert.Equal("NetStream.Publish.BadName", await first.StatusAsync());
        first.Dispose();
        _ = await host.WaitForCloseAsync(closed => closed.Fault == RtmpFault.TakenOver);
        Assert.True(host.Streams.Find("show")!.IsLive);
    }

    [Fact]
    public async Task Publisher_ThatGoesAwayWithoutAWord_IsConnectionLost()
    {
        await using var host = new IngestHost();
        using (await RtmpClient.PublishingAsync(host, "gone"))
        {
            Assert.True(host.Streams.Find("gone")!.IsLive);
        }

        Assert.Equal(RtmpFault.ConnectionLost, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task FirstByte_OfAnotherProtocol_EndsTheConnection()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectAsync(host);
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.Equal(RtmpFault.NotRtmp, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task Garbage_AfterTheHandshake_EndsOnlyThatConnection()
    {
        await using var host = new IngestHost();
        using var good = await RtmpClient.PublishingAsync(host, "good");
        using var bad = await RtmpClient.ConnectAsync(host);
        await bad.ShakeHandsAsync();
        await bad.SendAsync([0xC5, 0xFF, 0xFF, 0xFF]);

        Assert.Equal(RtmpFault.BadChunk, (await host.WaitForCloseAsync()).Fault);
        Assert.True(host.Streams.Find("good")!.IsLive);
    }

    [Fact]
    public async Task Play_OfAnything_IsRefusedInWords()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectedAsync(host);
        await client.CommandAsync("play", AmfValue.NullValue, new AmfValue.Text("movie"));

        Assert.Equal("NetStream.Play.Failed", await client.StatusAsync());
        client.Dispose();
        Assert.Equal(RtmpFault.PlayRefused, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task StreamName_OutsideOfTheAlphabet_IsDenied()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectedAsync(host);
        await client.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text("no spaces"));

        Assert.Equal("NetStream.Publish.Denied", await client.StatusAsync());
        client.Dispose();
        Assert.Equal(RtmpFault.BadStreamName, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task Gate_ThatThrows_EndsTheConnectionAndIsReported()
    {
        await using var host = new IngestHost { Decide = _ => throw new InvalidOperationException("the key store is gone") };
        using var client = await RtmpClient.ConnectedAsync(host);
        await client.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text("movie"));
        Assert.Equal("NetStream.Publish.Denied", await client.StatusAsync());
        client.Dispose();
        var closed = await host.WaitForCloseAsync();

        Assert.Equal(RtmpFault.GateFailed, closed.Fault);
        Assert.Equal("the key store is gone", closed.Error!.Message);
    }

    [Theory]
    [InlineData("live", "movie/key?token=1", "movie", "key", "token=1")]
    [InlineData("movie", "", "movie", "", "")]
    [InlineData("stream?token=2", "movie", "movie", "", "token=2")]
    [InlineData("", "movie", "movie", "", "")]
    public async Task Request_ForTheGate_HasNameKeyAndQuery(string app, string name, string expectedName, string key, string query)
    {
        var seen = new TaskCompletionSource<PublishRequest>();
        await using var host = new IngestHost { Decide = request => { seen.SetResult(request); return new PublishDecision.Denied("no"); } };
        using var client = await RtmpClient.ConnectedAsync(host, app);
        await client.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text(name));
        var request = await seen.Task;

        Assert.Equal((expectedName, key, query), (request.Address.Name, request.Address.Key, request.Query));
        Assert.DoesNotContain("key", request.ToString(), StringComparison.Ordinal);
        client.Dispose();
    }

    [Fact]
    public async Task Publish_BeforeConnect_IsAFault()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectAsync(host);
        await client.ShakeHandsAsync();
        await client.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text("movie"));

        Assert.Equal(RtmpFault.UnexpectedCommand, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task LargeMessage_BeforePublish_IsRefused()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectedAsync(host);
        await client.SendAsync(ChunkFixture.Header0(4, 0, 70_000, MessageType.Video));

        Assert.Equal(RtmpFault.MessageTooLarge, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task EnhancedVideo_OfAPublisher_IsRefusedInWords()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.PublishingAsync(host, "modern");
        await client.MessageAsync(MessageType.Video, [0x90, .. "hvc1"u8, 0]);

        Assert.Equal("NetStream.Publish.Denied", await client.StatusAsync());
        client.Dispose();
        var closed = await host.WaitForCloseAsync();
        Assert.Equal(RtmpFault.UnsupportedVideo, closed.Fault);
        Assert.Contains("hvc1", closed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAtOnce()
    {
        await using var host = new IngestHost(new RtmpServerOptions { MaxConnections = 1 });
        using var first = await RtmpClient.ConnectedAsync(host);
        using var second = await RtmpClient.ConnectAsync(host);

        Assert.True(await second.IsClosedAsync());
        Assert.Equal(RtmpFault.TooManyConnections, (await host.WaitForCloseAsync()).Fault);
        Assert.Equal(1, host.Server.Connections);
    }

    [Fact]
    public async Task Ping_OfAClient_IsAnswered()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.ConnectedAsync(host);
        await client.MessageAsync(MessageType.UserControl, [0, 6, 1, 2, 3, 4]);

        Assert.Equal([0, 7, 1, 2, 3, 4], await client.MessageAsync(MessageType.UserControl));
    }

    [Fact]
    public async Task Bytes_OfHalfAWindow_AreAcknowledged()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.PublishingAsync(host, "long");
        for (var i = 0; i < 30; i++)
        {
            await client.MessageAsync(MessageType.DataAmf0, new byte[50_000]);
        }

        var acknowledged = await client.MessageAsync(MessageType.Acknowledgement);
        Assert.InRange(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(acknowledged), 1_250_000u, 1_600_000u);
    }

    [Fact]
    public async Task Rest_OfAPublisherThatSentFastAndClosed_IsAllReceived()
    {
        await using var host = new IngestHost();
        using (var client = await RtmpClient.PublishingAsync(host, "fast"))
        {
            for (var i = 0; i < 100; i++)
            {
                await client.MessageAsync(MessageType.DataAmf0, new byte[60_000]);
                await client.DrainAsync();
            }
            await client.CommandAsync("FCUnpublish", AmfValue.NullValue, new AmfValue.Text("fast"));
            await client.DrainAsync();
        }
        var closed = await host.WaitForCloseAsync();

        Assert.Equal(RtmpFault.None, closed.Fault);
        Assert.InRange(closed.ReceivedBytes, 6_000_000, 6_200_000);
    }

    [Fact]
    public async Task Host_EndingAPublication_ClosesItsConnection()
    {
        await using var host = new IngestHost();
        using var client = await RtmpClient.PublishingAsync(host, "stopped");
        host.Streams.Find("stopped")!.Current!.End(EndReason.Closed);

        Assert.Equal("NetStream.Publish.Denied", await client.StatusAsync());
        client.Dispose();
        Assert.Equal(RtmpFault.ClosedByHost, (await host.WaitForCloseAsync()).Fault);
    }

    [Fact]
    public async Task Server_Stopping_EndsEveryConnection()
    {
        var host = new IngestHost();
        using var client = await RtmpClient.PublishingAsync(host, "last");
        await host.DisposeAsync();

        Assert.Equal(RtmpFault.ServerStopping, (await host.WaitForCloseAsync()).Fault);
        Assert.Equal(EndReason.Closed, host.Events.OfType<RtmpEvent.Publishing>().Single().Publication.EndReason);
    }
}
