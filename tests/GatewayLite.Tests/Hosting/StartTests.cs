using System.Net;
using System.Net.Sockets;
using GatewayLite.Hosting;
using GatewayLite.Tests.Support;
using Livepeer.Hosting.Program;
using TestKit.Ports;

namespace GatewayLite.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData("rtmpAddr", "rtmp://")]
    [InlineData("httpAddr", "http://")]
    [InlineData("cliAddr", "http://")]
    public async Task Port_ThatIsTaken_IsNamedAndNothingStaysOpen(string option, string scheme)
    {
        using var folder = new GatewayFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = other.LocalEndpoint.ToString()!;
        using var free = new HeldPort();
        var options = option == "rtmpAddr" ? folder.Options((option, taken)) : folder.Options((option, taken), ("rtmpAddr", $"127.0.0.1:{free.Number}"));

        var failure = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync(options, TimeProvider.System, CancellationToken.None));

        Assert.Contains(scheme + taken, failure.Message, StringComparison.Ordinal);
        using var again = new TcpListener(IPAddress.Loopback, free.Number);
        again.Start();
    }

    [Fact]
    public async Task Files_ThatAreMissing_AreNamedAllAtOnce()
    {
        using var folder = new GatewayFolder();
        await File.WriteAllTextAsync(folder.InFolder("empty"), "\n");
        var options = folder.Options(
            ("stream-keys", folder.InFolder("no.keys")),
            ("app-tokens", folder.InFolder("no.tokens")),
            ("http-tls-cert", folder.InFolder("no.pem")),
            ("http-tls-key", folder.InFolder("no.key")),
            ("free", "false"),
            ("signer-token", folder.InFolder("empty")));

        var failure = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync(options, TimeProvider.System, CancellationToken.None));

        foreach (var part in new[] { "no.keys", "no.tokens", "no.pem", "empty holds no token" })
        {
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AdminToken_AtFirstStart_IsForItsOwnerOnly()
    {
        using var folder = new GatewayFolder();
        await using (await RunningGateway.StartAsync(folder))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.InFolder("admin.token")));
            }
        }

        var token = folder.AdminToken;
        await using var second = await RunningGateway.StartAsync(folder);
        Assert.Equal(token, folder.AdminToken);
    }
}
