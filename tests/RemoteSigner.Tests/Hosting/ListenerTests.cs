using System.Net;
using System.Net.Sockets;
using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class ListenerTests
{
    [Fact]
    public async Task Listener_WithAllItsConnectionsTaken_ClosesTheNextAndLeavesOthersAlone()
    {
        var flooded = new Listener("flooded", new ListenAddress(IPAddress.Loopback, 0)) { MaxConnections = 2 };
        var other = new Listener("other", new ListenAddress(IPAddress.Loopback, 0)) { MaxConnections = 2 };
        await using var app = await StartAsync(flooded, other);
        using var client = new HttpClient(new SocketsHttpHandler());
        using var first = await ConnectAsync(flooded);
        using var second = await ConnectAsync(flooded);
        await Eventually.HoldsAsync(() => Task.FromResult(flooded.Connections == 2));

        Assert.True(await IsClosedAtOnceAsync(flooded));
        Assert.Equal(1, flooded.RefusedConnections);
        Assert.Equal("other", await client.GetStringAsync(other.Address));
    }

    [Fact]
    public async Task Listener_WhoseConnectionsEnded_TakesNewOnes()
    {
        var listener = new Listener("one", new ListenAddress(IPAddress.Loopback, 0)) { MaxConnections = 1 };
        await using var app = await StartAsync(listener);
        using (await ConnectAsync(listener))
        {
            await Eventually.HoldsAsync(() => Task.FromResult(listener.Connections == 1));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(listener.Connections == 0));
        using var client = new HttpClient(new SocketsHttpHandler());
        Assert.Equal("one", await client.GetStringAsync(listener.Address));
    }

    private static async Task<WebApplication> StartAsync(params Listener[] listeners)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Array.ForEach(listeners, listener => listener.Add(kestrel)));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(listeners.Single(listener => listener.Received(context)).Name));
        await app.StartAsync();
        return app;
    }

    private static async Task<TcpClient> ConnectAsync(Listener listener)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Address.Port);
        return client;
    }

    // So fast that the connecting itself may see it.
    private static async Task<bool> IsClosedAtOnceAsync(Listener listener)
    {
        try
        {
            using var client = await ConnectAsync(listener);
            return await client.GetStream().ReadAsync(new byte[1]) == 0;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return true;
        }
    }
}
