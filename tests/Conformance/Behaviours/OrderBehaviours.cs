using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>What is said first when several things are wrong: clients act on the status.</summary>
internal static class OrderBehaviours
{
    private const int Refresh = 480;
    private const int PriceExceeded = 481;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        First("a missing orchestrator comes before a wrong type", (offer, _) => Requests.Units(offer, 1).Without("orchestrator").With("type", "bogus"), 400, "missing orchestrator"),
        First("a missing price comes before missing ticket parameters", (offer, _) =>
            Requests.Units(offer.With(info => { info.PriceInfo = null; info.TicketParams = null; }), 1), 400, "missing or zero priceInfo"),
        First("a bad seal comes before bad capabilities", (offer, _) => Requests.Units(offer, 1)
            .With("state", new System.Text.Json.Nodes.JsonObject { ["State"] = "e30=", ["Sig"] = "AA==" }).With("capabilities", "/w=="), 400, "invalid sig"),
        First("bad capabilities come before an expired token", (offer, now) => Requests.Units(Expired(offer, now), 1).With("capabilities", "/w=="), 400, null),
        First("an expired token comes before a wrong type", (offer, now) => Requests.Of(Expired(offer, now), "bogus"), Refresh, "refresh session for remote signer"),
        First("an expired token comes before a bad ceiling", (offer, now) =>
            Requests.Of(Expired(offer, now), "fixed").With("maxPrice", Requests.MaxPrice(0, "wei", "fixed")), Refresh, "refresh session for remote signer"),
        First("an expired token comes before a price above the ceiling", (offer, now) =>
            Requests.Of(Expired(offer, now).Priced(10), "fixed").With("maxPrice", Requests.MaxPrice(1, "wei", "fixed")), Refresh, "refresh session for remote signer"),
        First("an unusable ticket comes before a wrong type", (offer, _) => Requests.Of(offer.Worth(1_000_000, 1_000_000), "bogus"), 400,
            "remote signer could not check whether to refresh session: ticket faceValue too low faceValue=1000000"),
        First("a wrong type comes before a bad ceiling", (offer, _) => Requests.Of(offer, "bogus").With("maxPrice", Requests.MaxPrice(0, "wei", "fixed")), 400, "invalid job type"),
        First("missing units come before a bad ceiling", (offer, _) =>
            Requests.Units(offer, 0).With("maxPrice", Requests.MaxPrice(1, "wei", "fixed")), 400, "missing billable unit or job type"),
        First("a price above the ceiling comes before too many tickets", (offer, _) =>
            Requests.Of(offer.Priced(900_000_000), "fixed").With("maxPrice", Requests.MaxPrice(1, "wei", "fixed")), PriceExceeded,
            "orchestrator price 900000000.000 exceeds request maxPrice ceiling 1.000"),
    ];

    private static Behaviour First(string name, Func<Offer, long, System.Text.Json.Nodes.JsonObject> request, int status, string? message) => new(name, BehaviourGroup.Api, async (trial, token) =>
    {
        var answer = await trial.Signer.PayAsync(request(trial.NewOffer(), trial.Time.GetUtcNow().ToUnixTimeSeconds()), token);
        if (message is null)
        {
            answer.Error(status);
        }
        else
        {
            answer.IsError(status, message);
        }
    });

    private static Offer Expired(Offer offer, long now) => offer.With(info => info.AuthToken.Expiration = now - 1);
}
