using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>Requests that cannot be read, and offers with a part missing: 400 with the reason.</summary>
internal static class RequestBehaviours
{
    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Body("a body that is no JSON is refused with 400", "{not-json", "invalid character"),
        Body("an empty body is refused with 400", string.Empty, "EOF"),
        Body("a body that ends too early is refused with 400", "{\"type\":\"lv2v\"", "EOF"),
        Body("a member of the wrong type is refused with 400", "{\"orchestrator\":\"AA==\",\"type\":5}", "type"),
        Body("a request without an orchestrator is refused with 400", "{\"inPixels\":1}", "missing orchestrator"),
        Body("a request with an empty orchestrator is refused with 400", "{\"orchestrator\":\"\",\"inPixels\":1}", "missing orchestrator"),
        Body("an orchestrator that is no protobuf is refused with 400", $"{{\"orchestrator\":\"{Convert.ToBase64String("not-proto"u8)}\",\"inPixels\":1}}", "proto:"),
        Offered("an offer without a price is refused with 400", "missing or zero priceInfo", offer => offer.With(info => info.PriceInfo = null)),
        Offered("an offer with the price 0 is refused with 400", "missing or zero priceInfo", offer => offer.Priced(0)),
        Offered("an offer with a price for 0 units is refused with 400", "missing or zero priceInfo", offer => offer.Priced(1, 0)),
        Offered("an offer without ticket parameters is refused with 400", "missing ticketParams in OrchestratorInfo", offer => offer.With(info => info.TicketParams = null)),
        new("a type that nobody knows is refused with 400", BehaviourGroup.Api, async (trial, token) =>
            (await trial.Signer.PayAsync(Requests.Of(trial.NewOffer(), "bogus"), token)).IsError(400, "invalid job type")),
        new("a request without type and units is refused with 400", BehaviourGroup.Api, async (trial, token) =>
            (await trial.Signer.PayAsync(Requests.Of(trial.NewOffer(), string.Empty), token)).IsError(400, "missing billable unit or job type")),
        new("a request for less than one unit is refused with 400", BehaviourGroup.Api, async (trial, token) =>
            (await trial.Signer.PayAsync(Requests.Units(trial.NewOffer(), -5), token)).IsError(400, "missing billable unit or job type")),
        new("capabilities that are no protobuf are refused with 400", BehaviourGroup.Api, async (trial, token) =>
            (await trial.Signer.PayAsync(Requests.Of(trial.NewOffer(), "lv2v").With("capabilities", Convert.ToBase64String("not-valid-protobuf"u8)), token))
            .IsErrorWith(400, "cannot parse invalid wire-format data")),
    ];

    private static Behaviour Body(string name, string body, string part) => new(name, BehaviourGroup.Api, async (trial, token) =>
        (await trial.Signer.PayAsync(body, token)).IsErrorWith(400, part));

    private static Behaviour Offered(string name, string message, Func<Offer, Offer> change) => new(name, BehaviourGroup.Api, async (trial, token) =>
        (await trial.Signer.PayAsync(Requests.Units(change(trial.NewOffer()), 1), token)).IsError(400, message));
}
