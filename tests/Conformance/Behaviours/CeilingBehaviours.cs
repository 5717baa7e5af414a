using System.Text.Json.Nodes;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>Ceilings of a request: 400 when they cannot be read, 481 when the price is above them.</summary>
internal static class CeilingBehaviours
{
    private const int PriceExceeded = 481;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Refused("a ceiling of 0 is refused with 400", "fixed", Requests.MaxPrice(0, "wei", "fixed"), "maxPrice.price must be a positive decimal"),
        Refused("a negative ceiling is refused with 400", "fixed", Requests.MaxPrice(-1, "wei", "fixed"), "maxPrice.price must be a positive decimal"),
        Refused("a ceiling without a price is refused with 400", "fixed", new JsonObject { ["currency"] = "wei", ["unit"] = "fixed" }, "maxPrice.price must be a positive decimal"),
        Refused("a ceiling in another currency is refused with 400", "fixed", Requests.MaxPrice(1, "usd", "fixed"), "maxPrice.currency must be wei"),
        Refused("a ceiling without a currency is refused with 400", "fixed", Requests.MaxPrice(1, null, "fixed"), "maxPrice.currency must be wei"),
        Refused("a ceiling without a type is refused with 400", string.Empty, Requests.MaxPrice(1, "wei", "fixed"), "maxPrice requires payment type live, lv2v, or fixed"),
        Refused("a ceiling of live work in another unit is refused with 400", "live", Requests.MaxPrice(1, "wei", "fixed"), "maxPrice.unit must be seconds for payment type live"),
        Refused("a ceiling of lv2v work in another unit is refused with 400", "lv2v", Requests.MaxPrice(1, "wei", "seconds"), "maxPrice.unit must be 720p-pixel-seconds for payment type lv2v"),
        Refused("a ceiling of fixed work in another unit is refused with 400", "fixed", Requests.MaxPrice(1, "wei", "seconds"), "maxPrice.unit must be fixed for payment type fixed"),
        Above("a price above the request's ceiling is answered 481", 10, 1, JsonValue.Create(9), "orchestrator price 10.000 exceeds request maxPrice ceiling 9.000"),
        Above("a fractional price above a ceiling given as text is answered 481", 10, 3, JsonValue.Create("3.333"), "orchestrator price 3.333 exceeds request maxPrice ceiling 3.333"),
        Within("a price equal to the ceiling is paid", JsonValue.Create(10), "WEI", " Fixed "),
        Within("a ceiling may be a decimal in a text", JsonValue.Create("10.5"), "wei", "fixed"),
    ];

    private static Behaviour Refused(string name, string type, JsonObject ceiling, string message) => new(name, BehaviourGroup.Api, async (trial, token) =>
        (await trial.Signer.PayAsync(Requests.Of(trial.NewOffer(), type).With("inPixels", 1).With("maxPrice", ceiling.DeepClone()), token)).IsError(400, message));

    private static Behaviour Above(string name, long price, long units, JsonNode ceiling, string message) => new(name, BehaviourGroup.Api, async (trial, token) =>
        (await trial.Signer.PayAsync(Requests.Of(trial.NewOffer().Priced(price, units), "fixed").With("maxPrice", Requests.MaxPrice(ceiling.DeepClone(), "wei", "fixed")), token))
        .IsError(PriceExceeded, message));

    private static Behaviour Within(string name, JsonNode price, string currency, string unit) => new(name, BehaviourGroup.Api, async (trial, token) =>
    {
        var offer = trial.NewOffer().Priced(10);
        var answer = await trial.Signer.PayAsync(Requests.Of(offer, "fixed").With("maxPrice", Requests.MaxPrice(price.DeepClone(), currency, unit)), token);
        PaidAnswer.Read(answer, offer, await trial.SenderAsync(token));
    });
}
