using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit;

namespace Livepeer.Wire.Tests;

/// <summary>Ordinary values, and the values of vectors in the core's words.</summary>
internal static class Some
{
    public static AuthToken Token { get; } = new(new byte[32], "a1b2c3d4", 1760000000);

    public static BigInteger Number(this JsonElement element, string property) => BigInteger.Parse(element.Text(property), CultureInfo.InvariantCulture);

    public static TicketParameters TicketParameters(JsonElement vector) =>
        new(
            EthAddress.Parse(vector.Text("recipient")),
            new Wei(vector.Number("faceValue")),
            new WinProbability(vector.Number("winProb")),
            Hash32.Parse(vector.Text("recipientRandHash")),
            vector.Number("seed"),
            vector.Number("expirationBlock"),
            new TicketExpiration(vector.GetProperty("creationRound").GetInt64(), Hash32.Parse(vector.Text("creationRoundBlockHash"))));

    public static PriceInfo Price(JsonElement vector) =>
        new(
            vector.GetProperty("pricePerUnit").GetInt64(),
            vector.GetProperty("pixelsPerUnit").GetInt64(),
            vector.TryGetProperty("capability", out var capability) ? capability.GetUInt32() : 0,
            vector.TryGetProperty("constraint", out var constraint) ? constraint.GetString()! : "");

    public static AuthToken AuthToken(JsonElement vector) =>
        new(vector.Hex("token"), vector.Text("sessionId"), vector.GetProperty("expiration").GetInt64());

    public static VideoProfile Profile(JsonElement vector)
    {
        return new VideoProfile(
            vector.Text("name"),
            Field("width"),
            Field("height"),
            Field("bitrate"),
            Field("fps"),
            Field("fpsDen"),
            Field("format"),
            Field("profile"));

        int Field(string name) => vector.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
    }

    public static Payment Payment(
        EthAddress sender, PriceInfo price, TicketParameters? parameters, IReadOnlyList<SignedTicket> tickets, Job? job = null, AuthToken? token = null)
    {
        var offer = new OrchestratorOffer("https://o.example:8935", default, price, parameters, token ?? Token);
        var order = new PaymentOrder(new TenantId("default"), "key", "session", offer, MaxPrice: null, job ?? new AiJob(27, "model", 1, default), []);
        var plan = new PaymentPlan(0, tickets.Count, parameters?.Expiration, default, default, default, 500, 40);
        return new Payment(sender, order, plan, price, [.. tickets], default, Replayed: false);
    }
}
