using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Livepeer.Protos.Net;
using TestKit;

namespace RemoteSigner.Tests.Sdk;

/// <summary>Sends recorded requests again, and behaves between them as the SDK did.</summary>
internal sealed class Replay(Uri signer)
{
    private string? _state;
    private string? _lost;

    /// <summary>Payments that were made, or not due, and whose answers arrived.</summary>
    public int Answered { get; private set; }

    /// <summary>Whether the SDK got a payment, or what looked like one.</summary>
    public static bool WasPaid(JsonElement exchange) =>
        exchange.GetProperty("request").Text("line").Contains("/generate-live-payment", StringComparison.Ordinal)
        && exchange.GetProperty("response") is { ValueKind: JsonValueKind.Object } response
        && response.Text("line").Contains(" 200 ", StringComparison.Ordinal);

    private static bool WasReplaced(JsonElement exchange) => exchange.TryGetProperty("scripted", out var scripted) && scripted.GetBoolean();

    public async Task SendAsync(JsonElement exchange)
    {
        var request = exchange.GetProperty("request");
        var line = request.Text("line");
        if (line.Contains("/generate-live-payment", StringComparison.Ordinal))
        {
            await PayAsync(exchange, request);
        }
        else if (line.Contains("/sign-orchestrator-info", StringComparison.Ordinal))
        {
            await IdentifyAsync(request);
        }
    }

    private async Task IdentifyAsync(JsonElement request)
    {
        var answer = await SendAsync(request, request.GetProperty("body").Text("text"));
        var json = JsonNode.Parse(answer.Body)!;

        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(42, json["address"]!.GetValue<string>().Length);
        Assert.Equal(132, json["signature"]!.GetValue<string>().Length);
    }

    private async Task PayAsync(JsonElement exchange, JsonElement request)
    {
        var recorded = exchange.GetProperty("response");
        var status = WasReplaced(exchange) ? int.Parse(recorded.Text("line").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) : 200;
        switch (status)
        {
            case 480:
                // What made the test signer say so was canned; a token at its end makes this one say so.
                var refresh = await SendAsync(request, Body(request, static info => info.AuthToken.Expiration = 1));
                Assert.Equal((480, "refresh session for remote signer"), (refresh.Status, Message(refresh)));
                return;
            case 481:
                var dear = await SendAsync(request, Body(request, static info => info.PriceInfo.PricePerUnit *= 2));
                Assert.True(_state is null || dear.Status == 481, dear.Body);
                return;
            case not 200:
                // The signer was down, or did not want to: nothing of it reached a session.
                return;
        }

        var answer = await SendAsync(request, Body(request, change: null));
        if (answer.Status == 482)
        {
            // The cycle is skipped; the state stays as it was.
            Assert.NotNull(_state);
            Assert.Equal("no tickets", Message(answer));
            Answered++;
            return;
        }

        Judge(answer, WasReplaced(exchange) ? default : recorded);
        if (recorded.ValueKind == JsonValueKind.Null)
        {
            // The answer never arrived: the SDK goes on with the state that it had, and must not pay twice for that.
            _lost = answer.Body;
            return;
        }

        if (_lost is { } lost)
        {
            Assert.Equal(lost, answer.Body);
            _lost = null;
        }

        _state = StateOf(answer.Body);
        Answered++;
    }

    private void Judge(RawAnswer answer, JsonElement recorded)
    {
        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        var json = JsonNode.Parse(answer.Body)!.AsObject();
        Assert.Equal(["payment", "segCreds", "state"], json.Select(member => member.Key));
        Assert.Equal(["State", "Sig"], json["state"]!.AsObject().Select(member => member.Key));
        if (_state is not null || recorded.ValueKind != JsonValueKind.Object || !recorded.GetProperty("body").TryGetProperty("text", out var text))
        {
            return;
        }

        // A first payment is the recorded one but for the account that signs.
        var ours = PaymentOf(json);
        var theirs = PaymentOf(JsonNode.Parse(text.GetString()!)!.AsObject());
        Assert.Equal(theirs.TicketSenderParams.Select(ticket => ticket.SenderNonce), ours.TicketSenderParams.Select(ticket => ticket.SenderNonce));
        Assert.Equal((theirs.TicketParams, theirs.ExpirationParams, theirs.ExpectedPrice), (ours.TicketParams, ours.ExpirationParams, ours.ExpectedPrice));
    }

    private Task<RawAnswer> SendAsync(JsonElement request, string body)
    {
        var headers = request.GetProperty("headers").EnumerateArray().Select(header => header.GetString()!)
            .Select(header => header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? $"Content-Length: {body.Length}" : header);
        return RawHttp.SendAsync(signer, request.Text("line"), headers, body);
    }

    /// <summary>The recorded body, with this signer's state where the test signer's was.</summary>
    private string Body(JsonElement request, Action<OrchestratorInfo>? change)
    {
        var text = request.GetProperty("body").Text("text");
        if (change is not null)
        {
            var recorded = JsonNode.Parse(text)!["orchestrator"]!.GetValue<string>();
            var info = OrchestratorInfo.Parser.ParseFrom(ByteString.FromBase64(recorded));
            change(info);
            text = text.Replace(recorded, info.ToByteString().ToBase64(), StringComparison.Ordinal);
        }

        var begin = text.IndexOf("\"state\": ", StringComparison.Ordinal);
        if (begin < 0)
        {
            return text;
        }

        begin += "\"state\": ".Length;
        var end = text.IndexOf('}', begin) + 1;
        return text[..begin] + _state + text[end..];
    }

    private static string StateOf(string body)
    {
        var begin = body.IndexOf("\"state\":", StringComparison.Ordinal) + "\"state\":".Length;
        return body[begin..(body.IndexOf('}', begin) + 1)];
    }

    private static string Message(RawAnswer answer) => JsonNode.Parse(answer.Body)!["error"]!["message"]!.GetValue<string>();

    private static Payment PaymentOf(JsonObject answer) => Payment.Parser.ParseFrom(ByteString.FromBase64(answer["payment"]!.GetValue<string>()));
}
