using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Byoc;

/// <summary>The BYOC side of a gateway, with headers made by hand.</summary>
internal sealed class Client(DevOrchestratorHost host) : IDisposable
{
    public const string Request = """{"run":"echo"}""";

    public Payer Payer { get; } = new(host);

    public async Task<JsonElement> GetTokenAsync(string capability)
    {
        using var response = await AskTokenAsync(AddressHeader(), capability);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> AskTokenAsync(string? address, string? capability)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/process/token") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (address is not null)
        {
            request.Headers.Add("Livepeer-Eth-Address", address);
        }

        if (capability is not null)
        {
            request.Headers.Add("Livepeer-Capability", capability);
        }

        return Payer.Http.SendAsync(request);
    }

    public string AddressHeader() => Header($$"""{"addr":"{{Payer.Address}}","sig":"{{Hex(Payer.SignText(Payer.Address))}}"}""");

    public string JobHeader(string capability, int timeoutSeconds = 30, string? sender = null, string? signature = null) => Header(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"j","request":{{Quote(Request)}},"parameters":"{}","capability":"{{capability}}","sender":"{{sender ?? Payer.Address}}","sig":"{{signature ?? Hex(Payer.SignText(Request + "{}"))}}","timeout_seconds":{{timeoutSeconds}}}"""));

    /// <summary>A payment with the parameters of a token.</summary>
    public Payment Pay(JsonElement token, params uint[] nonces) => Payer.Pay(Info(token), nonces);

    public Task<HttpResponseMessage> SendJobAsync(string header, Payment? payment, string body = """{"text":"hello"}""")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/process/request/v1/echo")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Livepeer", header);
        if (payment is not null)
        {
            request.Headers.Add("Livepeer-Payment", Convert.ToBase64String(payment.ToByteArray()));
        }

        return Payer.Http.SendAsync(request);
    }

    public void Dispose() => Payer.Dispose();

    public static string Header(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    public static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static OrchestratorInfo Info(JsonElement token)
    {
        var terms = token.GetProperty("ticket_params");
        var expiration = terms.GetProperty("expiration_params");
        return new OrchestratorInfo
        {
            PriceInfo = new PriceInfo
            {
                PricePerUnit = token.GetProperty("price").GetProperty("pricePerUnit").GetInt64(),
                PixelsPerUnit = token.GetProperty("price").GetProperty("pixelsPerUnit").GetInt64(),
            },
            TicketParams = new TicketParams
            {
                Recipient = Bytes(terms, "recipient"),
                FaceValue = Bytes(terms, "face_value"),
                WinProb = Bytes(terms, "win_prob"),
                RecipientRandHash = Bytes(terms, "recipient_rand_hash"),
                Seed = Bytes(terms, "seed"),
                ExpirationBlock = Bytes(terms, "expiration_block"),
                ExpirationParams = new TicketExpirationParams
                {
                    CreationRound = expiration.GetProperty("creation_round").GetInt64(),
                    CreationRoundBlockHash = Bytes(expiration, "creation_round_block_hash"),
                },
            },
        };
    }

    private static ByteString Bytes(JsonElement element, string name) => ByteString.CopyFrom(element.GetProperty(name).GetBytesFromBase64());

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
