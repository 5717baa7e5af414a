using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class CompatOrchestratorSourceTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Two = """[{"address":"https://a.example:8935","score":1,"capabilities":["x/y"],"runners":[{"address":"https://no.example"}]},{"score":1},{"address":"not one"},{"address":"https://b.example:8935"},{"address":"https://a.example:8935"}]""";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FakeCompatSigner _signer = new();
    private CompatOrchestratorSource _source = null!;

    public async Task InitializeAsync()
    {
        await _signer.StartAsync();
        _source = new CompatOrchestratorSource(
            new CompatPayerOptions { Endpoint = _signer.Endpoint, ConnectTimeout = TimeSpan.FromSeconds(30) }, _clock, NullLogger<CompatOrchestratorSource>.Instance);
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _signer.DisposeAsync();
    }

    [Fact]
    public async Task List_OfASigner_IsItsAddresses()
    {
        _signer.List = (200, Two);

        Assert.Equal(["https://a.example:8935/", "https://b.example:8935/"], (await ListAsync()).Order());
    }

    [Fact]
    public async Task List_ReadOften_IsAskedForOnceAMinute()
    {
        _signer.List = (200, Two);
        for (var i = 0; i < 5; i++)
        {
            _ = await ListAsync();
        }

        _clock.Advance(TimeSpan.FromSeconds(59));
        _ = await ListAsync();
        Assert.Equal(1, _signer.ListCalls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _ = await ListAsync();

        Assert.Equal(2, _signer.ListCalls);
    }

    [Theory]
    [InlineData(503, """{"error":{"message":"Service Unavailable Error"}}""")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, "[1]")]
    [InlineData(200, "no json")]
    public async Task List_LaterNone_StaysAndIsNotAskedForMoreOften(int status, string body)
    {
        _signer.List = (200, Two);
        _ = await ListAsync();
        _signer.List = (status, body);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var kept = await ListAsync();
        _ = await ListAsync();

        Assert.Equal(2, kept.Count);
        Assert.Equal(2, _signer.ListCalls);
    }

    [Fact]
    public async Task List_SignerAway_StaysToo()
    {
        _signer.List = (200, Two);
        _ = await ListAsync();
        await _signer.StopAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task List_NeverGiven_IsAFaultAndSoonAskedForAgain()
    {
        _signer.List = (503, """{"error":{"message":"Service Unavailable Error"}}""");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(ListAsync);
        Assert.Contains("Service Unavailable Error", failure.Message, StringComparison.Ordinal);
        _signer.List = (200, Two);
        _ = await Assert.ThrowsAsync<HttpRequestException>(ListAsync);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task List_OfASignerWithoutDiscovery_SaysWhatToTurnOn()
    {
        _signer.List = (404, "404 page not found");

        Assert.Contains("-remoteDiscovery", (await Assert.ThrowsAsync<HttpRequestException>(ListAsync)).Message, StringComparison.Ordinal);
    }

    private async Task<List<string>> ListAsync() => [.. (await _source.ListAsync(CancellationToken.None)).Select(static listed => listed.Uri.AbsoluteUri)];
}
