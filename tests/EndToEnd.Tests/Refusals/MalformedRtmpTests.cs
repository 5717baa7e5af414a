using System.Net.Sockets;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Refusals;

[Collection(nameof(HonestNetwork))]
public sealed class MalformedRtmpTests(HonestNetwork shared)
{
    private const byte Version = 3;
    private const int HandshakeBytes = 1536;
    private const byte Command = 20;

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task BytesThatAreNoRtmp_OnlyTheirConnectionsAreClosed()
    {
        var network = await shared.UseAsync();
        await using var publisher = await network.PublishAsync("steady");
        var before = await network.UntilAsync("steady", "a rendition", stream => stream.RenditionSegments >= 1);

        foreach (var bytes in Attacks())
        {
            Assert.True(await IsClosedAsync(network.Network.GatewayRtmp, bytes), $"a connection that sent {bytes.Length} bytes beginning with {bytes[0]} was not closed");
        }

        var after = await network.UntilAsync("steady", "two more renditions", stream => stream.RenditionSegments >= before.RenditionSegments + 2);
        Assert.True(after.Live);
        Assert.False(publisher.HasExited);
    }

    private static IEnumerable<byte[]> Attacks()
    {
        var random = new Random(1);
        var noise = new byte[8192];
        random.NextBytes(noise);
        noise[0] = (byte)'G';
        yield return noise;

        var handshake = new byte[1 + (2 * HandshakeBytes)];
        random.NextBytes(handshake);
        handshake[0] = Version;
        // A chunk of 16 MB - 1 on chunk stream 3, before anything was agreed on.
        yield return [.. handshake, 3, 0, 0, 0, 0xff, 0xff, 0xff, Command, 0, 0, 0, 0, .. noise];
        // A continuation of a message that never began.
        yield return [.. handshake, 0xc5, .. noise];
    }

    private static async Task<bool> IsClosedAsync(Uri address, byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(Wait.Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(bytes, deadline.Token);
            var answer = new byte[4096];
            while (await stream.ReadAsync(answer, deadline.Token) > 0)
            {
                // The other half of the handshake, or a farewell.
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
