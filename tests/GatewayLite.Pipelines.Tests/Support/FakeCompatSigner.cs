using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using Livepeer.Protos.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit.Ports;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>
/// A signer with go-livepeer's HTTP API for a number of units, as small as it can be: its balances are whole wei in states that it keeps nowhere, its tickets always win and
/// are signed with zeros. It does not share the product's rules of billing.
/// </summary>
internal sealed class FakeCompatSigner : IAsyncDisposable
{
    private const string Envelope = "application/json";

    private readonly HeldPort _port = new();
    private readonly PrivateKey _key;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private WebApplication? _server;

    public FakeCompatSigner()
    {
        _key = PrivateKey.Generate();
        Address = Secp256k1.Best.AddressOf(_key);
    }

    public EthAddress Address { get; }

    public Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}"));

    /// <summary>Bodies of all payment requests, in order, repetitions included.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Values of Authorization that came.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Payments with tickets, by their bytes: a repeated one is the same.</summary>
    public ConcurrentDictionary<string, int> Made { get; } = new();

    public int IdentityCalls { get; private set; }

    public int ListCalls { get; private set; }

    /// <summary>Takes over a payment request; false leaves it to the signer.</summary>
    public Func<HttpContext, int, Task<bool>> OnPayment { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>Is asked after the payment was made and before it is answered; false cuts the connection instead.</summary>
    public Func<bool> Answers { get; set; } = static () => true;

    /// <summary>What /discover-orchestrators answers.</summary>
    public (int Status, string Body) List { get; set; } = (200, "[]");

    /// <summary>What /sign-orchestrator-info answers instead of the truth.</summary>
    public (int Status, string Body)? Identity { get; set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port.Number));
        _server = builder.Build();
        _ = _server.MapPost("/sign-orchestrator-info", IdentityAsync);
        _ = _server.MapPost("/generate-live-payment", PayAsync);
        _ = _server.MapGet("/discover-orchestrators", () =>
        {
            ListCalls++;
            return Results.Text(List.Body, Envelope, Encoding.UTF8, List.Status);
        });
        await _server.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await server.StopAsync(now.Token);
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
        _key.Dispose();
    }

    public static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Envelope;
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { error = new { message } }) + "\n", context.RequestAborted);
    }

    private Task IdentityAsync(HttpContext context)
    {
        IdentityCalls++;
        if (Identity is var (status, body))
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body, context.RequestAborted);
        }

        var signature = Secp256k1.Best.Sign(_key, OrchestratorIdentity.Of(Address).Digest);
        return context.Response.WriteAsJsonAsync(new { address = Address.ToString(), signature = signature.ToString() }, context.RequestAborted);
    }

    private async Task PayAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        Calls.Enqueue(text);
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        if (await OnPayment(context, Calls.Count))
        {
            return;
        }

        using var body = JsonDocument.Parse(text);
        var info = OrchestratorInfo.Parser.ParseFrom(body.RootElement.GetProperty("orchestrator").GetBytesFromBase64());
        var (state, refusal) = State(body.RootElement, info);
        var units = body.RootElement.GetProperty("inPixels").GetInt64();
        var balance = state?.Balance ?? 0;
        var price = state?.Price ?? new BigInteger(info.PriceInfo.PricePerUnit);
        var fee = units * price;
        var ev = new BigInteger(info.TicketParams.FaceValue.Span, isUnsigned: true, isBigEndian: true);
        var wanted = BigInteger.Max(fee, ev) - balance;
        var tickets = wanted <= 0 ? BigInteger.Zero : (wanted + ev - 1) / ev;
        refusal ??= units <= 0 ? (400, "missing billable unit or job type")
            : info.PriceInfo.PricePerUnit > price ? (481, "orchestrator price exceeds initial session price ceiling")
            : tickets == 0 ? (482, "no tickets")
            : tickets > 100 ? (400, $"numTickets {tickets} exceeds maximum of 100")
            : null;
        if (refusal is var (status, message))
        {
            await RefuseAsync(context, status, message);
            return;
        }

        await AnswerAsync(context, body.RootElement, info, (int)tickets, $"{balance + (tickets * ev) - fee}|{price}|{Convert.ToHexString(info.Address.Span)}");
    }

    private async Task AnswerAsync(HttpContext context, JsonElement request, OrchestratorInfo info, int tickets, string state)
    {
        var payment = new Payment { Sender = ByteString.CopyFrom(Address.ToArray()), ExpectedPrice = info.PriceInfo, TicketParams = info.TicketParams };
        payment.TicketSenderParams.AddRange(Enumerable.Range(1, tickets).Select(static nonce => new TicketSenderParams { SenderNonce = (uint)nonce, Sig = ByteString.CopyFrom(new byte[65]) }));
        var manifest = request.GetProperty("ManifestID").GetString()!;
        var separator = manifest.IndexOf('_', StringComparison.Ordinal);
        var job = new AiJob(uint.Parse(manifest[..separator], CultureInfo.InvariantCulture), manifest[(separator + 1)..], 1, default);
        Assert.True(SegmentCredentials.TryCreate(job, out var credentials));
        var data = new SegData
        {
            ManifestId = ByteString.CopyFromUtf8(manifest),
            Hash = ByteString.CopyFrom(Keccak256.OfNothing.ToArray()),
            Profiles = ByteString.CopyFromUtf8("invalid"),
            Sig = ByteString.CopyFrom(Secp256k1.Best.Sign(_key, credentials.Digest().Digest).ToArray()),
            AuthToken = info.AuthToken,
        };
        Made[payment.ToByteString().ToBase64()] = tickets;
        if (!Answers())
        {
            context.Abort();
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(state);
        await context.Response.WriteAsJsonAsync(
            new
            {
                payment = payment.ToByteString().ToBase64(),
                segCreds = data.ToByteString().ToBase64(),
                state = new { State = Convert.ToBase64String(bytes), Sig = Convert.ToBase64String(HMACSHA256.HashData(_secret, bytes)) },
            },
            context.RequestAborted);
    }

    private ((BigInteger Balance, BigInteger Price)? State, (int Status, string Message)? Refusal) State(JsonElement request, OrchestratorInfo info)
    {
        if (!request.TryGetProperty("state", out var sent))
        {
            return (null, null);
        }

        var bytes = sent.GetProperty("State").GetBytesFromBase64();
        if (!HMACSHA256.HashData(_secret, bytes).AsSpan().SequenceEqual(sent.GetProperty("Sig").GetBytesFromBase64()))
        {
            return (null, (400, "invalid sig"));
        }

        var parts = Encoding.UTF8.GetString(bytes).Split('|');
        return parts[2] == Convert.ToHexString(info.Address.Span)
            ? ((BigInteger.Parse(parts[0], CultureInfo.InvariantCulture), BigInteger.Parse(parts[1], CultureInfo.InvariantCulture)), null)
            : (null, (400, "orchestratorAddress mismatch"));
    }
}
