using System.Text.Json;
using System.Text.Json.Nodes;
using Livepeer.Crypto;
using Livepeer.Payments.Tickets;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Sessions that a go-livepeer signer with the same deposit key began: vectors stateBlobs.</summary>
public sealed class TakeoverTests
{
    private static readonly DateTimeOffset IssuedAt = new(2026, 4, 7, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task State_OfAGoLivepeerSigner_GoesOn()
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("stateBlobs")[0];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await StartAsync(folder, IssuedAt.AddSeconds(5));
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.PayAsync(Request(vector));

        Assert.Equal(200, answer.Status);
        var state = answer.Content;
        Assert.Equal(("f1405ced", 4L), (state.Text("StateID"), state.GetProperty("SequenceNumber").GetInt64()));
        Assert.Equal(("auth-456", "livepeer-echo-stream"), (state.Text("AuthID"), state.Text("App")));

        // One ticket of 8e9 wei, more or less, on top of the 500 wei that were there; five seconds at 1,200 wei are taken off.
        var ticket = document.RootElement.GetProperty("tickets")[0].Text("evRat").Split('/');
        var balance = state.Text("Balance").Split('/');
        Assert.Equal(ticket[1], balance[1]);
        Assert.Equal(
            System.Numerics.BigInteger.Parse(ticket[0], System.Globalization.CultureInfo.InvariantCulture) + (System.Numerics.BigInteger.Parse(ticket[1], System.Globalization.CultureInfo.InvariantCulture) * (500 - 6000)),
            System.Numerics.BigInteger.Parse(balance[0], System.Globalization.CultureInfo.InvariantCulture));

        // From here on the state is sealed by this signer, and its ledger knows the session.
        Assert.Equal(32, Convert.FromBase64String(answer.State["Sig"]!.GetValue<string>()).Length);
        var next = await caller.PayAsync(Request(vector, answer.State));
        Assert.Equal(answer.Text, (await caller.PayAsync(Request(vector))).Text);
        Assert.Contains(next.Status, new[] { 200, 482 });
    }

    [Fact]
    public async Task State_SignedByAnotherKey_IsRefused()
    {
        using var document = Vectors.Load("payments.json");
        var blobs = document.RootElement.GetProperty("stateBlobs");
        using var folder = new SignerFolder(new PrivateKey(blobs[1].Hex("privateKey")));
        await using var signer = await StartAsync(folder, IssuedAt.AddSeconds(5));
        using var caller = HttpCaller.Of(signer);

        (await caller.PayAsync(Request(blobs[0]))).IsError(400, "invalid sig");
    }

    [Fact]
    public async Task State_SealedByAnotherLedger_IsRefused()
    {
        using var first = new SignerFolder();
        using var second = new SignerFolder();
        JsonNode state;
        await using (var signer = await RunningSigner.StartAsync(first))
        {
            using var caller = HttpCaller.Of(signer);
            state = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).State;
        }

        await using var other = await RunningSigner.StartAsync(second);
        using var stranger = HttpCaller.Of(other);

        (await stranger.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1, state))).IsError(400, "invalid sig");
    }

    [Fact]
    public async Task State_AfterARestart_GoesOn()
    {
        using var folder = new SignerFolder();
        HttpAnswer first;
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            using var caller = HttpCaller.Of(signer);
            first = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));
        }

        await using var again = await RunningSigner.StartAsync(folder);
        using var same = HttpCaller.Of(again);
        var second = await same.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State));

        var nonce = second.Payment.TicketSenderParams[0].SenderNonce;
        Assert.Equal((200, 2u), (second.Status, nonce & SenderNonce.MaxCounter));
        Assert.NotEqual(0u, nonce >> SenderNonce.CounterBits);
        Assert.Equal(first.Content.Text("StateID"), second.Content.Text("StateID"));
    }

    private static Task<RunningSigner> StartAsync(SignerFolder folder, DateTimeOffset now) => RunningSigner.StartAsync(
        folder,
        folder.Options(("chain-l1-genesis-unix-seconds", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture))),
        time: new FakeTimeProvider(now));

    private static JsonObject Request(JsonElement vector, JsonNode? state = null)
    {
        var orchestrator = Requests.Orchestrator();
        orchestrator.Address = Requests.Bytes("0x5c22fa71a3b76668c41c08d1036438a0cecd27fa");
        orchestrator.PriceInfo = new PriceInfo { PricePerUnit = 1200, PixelsPerUnit = 1 };
        var request = HttpCaller.Request(orchestrator, "live", state ?? JsonNode.Parse(vector.GetProperty("wire").GetRawText()));
        request["app"] = "livepeer-echo-stream";
        return request;
    }
}
