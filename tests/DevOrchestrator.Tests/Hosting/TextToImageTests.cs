using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Hosting;

public sealed class TextToImageTests : IAsyncLifetime, IDisposable
{
    private const string Body = """{"model_id":"stabilityai/sdxl-turbo","prompt":"a lighthouse at dusk","width":320,"height":200,"seed":7}""";

    private DevOrchestratorHost _host = null!;
    private Payer _payer = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        _payer = new Payer(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task Image_PaidJob_IsAPngOfTheSizeAskedFor()
    {
        using var answer = await PostAsync(Body, await _payer.GetInfoAsync(Some.TextToImage()), worker: false, 1);

        var image = answer.RootElement.GetProperty("images")[0];
        var url = image.GetProperty("url").GetString()!;
        Assert.StartsWith("data:image/png;base64,", url, StringComparison.Ordinal);
        Assert.Equal(7, image.GetProperty("seed").GetInt64());
        AssertPng(Convert.FromBase64String(url["data:image/png;base64,".Length..]), 320, 200);
    }

    [Fact]
    public async Task Image_PaidJob_DebitsItsUnitsFromTheModelsAccount()
    {
        using var answer = await PostAsync(Body, await _payer.GetInfoAsync(Some.TextToImage()), worker: false, 1);

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("27_stabilityai/sdxl-turbo", 64_000L), (account.Manifest, account.DebitedUnits));
        Assert.Equal(new Rational(64_000 * 4_768).ToString(), account.DebitedFeesWei);
        Assert.Equal(1, _host.Stats().AiJobs);
    }

    [Fact]
    public async Task Image_WorkerAuthorization_IsFetchedFromTheOrchestrator()
    {
        using var answer = await PostAsync(Body, await _payer.GetInfoAsync(Some.TextToImage()), worker: true, 1);

        var url = answer.RootElement.GetProperty("images")[0].GetProperty("url").GetString()!;
        Assert.StartsWith($"{_host.ServiceUri}stream/", url, StringComparison.Ordinal);
        AssertPng(await _payer.Http.GetByteArrayAsync(new Uri(url)), 320, 200);
    }

    [Fact]
    public async Task Image_SamePromptAndSeed_IsTheSamePicture()
    {
        var info = await _payer.GetInfoAsync(Some.TextToImage());
        using var first = await PostAsync(Body, info, worker: false, 1);
        using var second = await PostAsync(Body, info, worker: false, 2);
        using var other = await PostAsync(Body.Replace("dusk", "dawn", StringComparison.Ordinal), info, worker: false, 3);

        Assert.Equal(Url(first), Url(second));
        Assert.NotEqual(Url(first), Url(other));

        static string? Url(JsonDocument answer) => answer.RootElement.GetProperty("images")[0].GetProperty("url").GetString();
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "error decoding request body: ")]
    [InlineData("""{"model_id":"unknown/model","prompt":"x"}""", HttpStatusCode.ServiceUnavailable, "insufficient capacity\n")]
    [InlineData("""{"model_id":"stabilityai/sdxl-turbo","prompt":"x","width":100000}""", HttpStatusCode.InternalServerError, "text-to-image container returned 400: ")]
    public async Task Image_ImpossibleJob_IsRefusedWithTheRealStatus(string body, HttpStatusCode status, string text)
    {
        var info = await _payer.GetInfoAsync(Some.TextToImage());
        using var response = await _payer.Http.SendAsync(Request(body, info, worker: false, 1));

        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(text, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_WithoutTickets_IsRefused()
    {
        using var response = await _payer.Http.SendAsync(Request(Body, await _payer.GetInfoAsync(Some.TextToImage()), worker: false));

        Assert.Equal((HttpStatusCode.BadRequest, "Insufficient balance\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task LoseAnswer_Image_IsMadeAndDebited()
    {
        var info = await _payer.GetInfoAsync(Some.TextToImage());
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Ai };

        await Assert.ThrowsAsync<HttpRequestException>(() => _payer.Http.SendAsync(Request(Body, info, worker: false, 1)));

        Assert.Equal((1L, 64_000L), (_host.Stats().AiJobs, _host.Stats().Accounts[0].DebitedUnits));
    }

    private HttpRequestMessage Request(string body, OrchestratorInfo info, bool worker, params uint[] nonces)
    {
        var request = Payer.Request("/text-to-image", _payer.Pay(info, nonces), _payer.Credentials(info, 0, []), Encoding.UTF8.GetBytes(body));
        if (worker)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Livepeer-AI-Worker-1.0");
        }

        return request;
    }

    private async Task<JsonDocument> PostAsync(string body, OrchestratorInfo info, bool worker, params uint[] nonces)
    {
        using var response = await _payer.Http.SendAsync(Request(body, info, worker, nonces));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text);
    }

    /// <summary>Reads the chunks and inflates the rows. The last chunk is the same in every PNG, checksum included.</summary>
    private static void AssertPng(byte[] png, int width, int height)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(png.AsSpan(png.Length - 12)));
        using var data = new MemoryStream();
        var at = 8;
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            var content = png.AsSpan(at + 8, length);
            if (type == "IHDR")
            {
                Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..])));
            }
            else if (type == "IDAT")
            {
                data.Write(content);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var rows = new MemoryStream();
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        inflated.CopyTo(rows);
        Assert.Equal(height * (1 + (width * 3)), rows.Length);
    }
}
