using System.Text.Json.Nodes;
using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;
using Google.Protobuf;

namespace Conformance.Behaviours;

/// <summary>What a state is good for, and what it is not.</summary>
internal static class StateBehaviours
{
    private const int PriceExceeded = 481;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Refused("a state without a manifest id is refused with 400", "missing manifestID", (offer, state) => Requests.Units(offer, 1, state).Without("ManifestID")),
        Refused("a changed state is refused with 400", "invalid sig", (offer, state) => Requests.Units(offer, 1, Flipped(state, "State"))),
        Refused("a changed seal is refused with 400", "invalid sig", (offer, state) => Requests.Units(offer, 1, Flipped(state, "Sig"))),
        Refused("a state without its seal is refused with 400", "invalid sig", (offer, state) => Requests.Units(offer, 1, new JsonObject { ["State"] = state["State"]!.DeepClone() })),
        Refused("a seal without its state is refused with 400", "invalid sig", (offer, state) => Requests.Units(offer, 1, new JsonObject { ["Sig"] = state["Sig"]!.DeepClone() })),
        Refused("a state of another orchestrator is refused with 400", "orchestratorAddress mismatch", (offer, state) =>
            Requests.Units(offer.With(info => info.Address = ByteString.CopyFrom(Enumerable.Repeat((byte)7, 20).ToArray())), 1, state)),
        Refused("another app is refused with 400", "app mismatch", (offer, state) => Requests.Units(offer, 1, state).With("app", "somebody/else")),
        new("another type is refused with 400", BehaviourGroup.Api, OtherTypeAsync),
        new("a price above that of the first payment is answered 481", BehaviourGroup.Api, HigherPriceAsync),
        new("of several ceilings the lowest is named", BehaviourGroup.Api, LowestCeilingAsync),
        new("a session keeps its app", BehaviourGroup.Api, AppAsync),
        new("the state is two texts of base64, and is taken back as it was given", BehaviourGroup.Api, OpaqueAsync),
    ];

    private static Behaviour Refused(string name, string message, Func<Offer, JsonNode, JsonObject> request) => new(name, BehaviourGroup.Api, async (trial, token) =>
    {
        var (offer, first) = await BeginAsync(trial, token);
        (await trial.Signer.PayAsync(request(offer.Refreshed(), first.State), token)).IsError(400, message);
    });

    private static async Task<(Offer Offer, PaidAnswer Paid)> BeginAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer().Priced(10);
        var answer = await trial.Signer.PayAsync(Requests.Units(offer, 1_000_000), cancellationToken);
        return (offer, PaidAnswer.Read(answer, offer, await trial.SenderAsync(cancellationToken)));
    }

    private static JsonObject Flipped(JsonNode state, string member)
    {
        var copy = state.DeepClone().AsObject();
        var bytes = Convert.FromBase64String(copy[member]!.GetValue<string>());
        bytes[bytes.Length / 2] ^= 1;
        return copy.With(member, Convert.ToBase64String(bytes));
    }

    private static async Task OtherTypeAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var first = PaidAnswer.Read(
            await trial.Signer.PayAsync(Requests.Of(offer, "fixed"), cancellationToken), offer, await trial.SenderAsync(cancellationToken));
        (await trial.Signer.PayAsync(Requests.Of(offer, "live", first.State), cancellationToken)).IsError(400, "job type mismatch");
    }

    private static async Task HigherPriceAsync(Trial trial, CancellationToken cancellationToken)
    {
        var (offer, first) = await BeginAsync(trial, cancellationToken);
        (await trial.Signer.PayAsync(Requests.Units(offer.Priced(11).Refreshed(), 1_000_000, first.State), cancellationToken))
            .IsError(PriceExceeded, "orchestrator price 11.000 exceeds initial session price ceiling 10.000");
    }

    private static async Task LowestCeilingAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer().Priced(10);
        var first = PaidAnswer.Read(
            await trial.Signer.PayAsync(Requests.Of(offer, "fixed"), cancellationToken), offer, await trial.SenderAsync(cancellationToken));
        var dearer = offer.Priced(20).Refreshed();
        (await trial.Signer.PayAsync(Requests.Of(dearer, "fixed", first.State).With("maxPrice", Requests.MaxPrice(15, "wei", "fixed")), cancellationToken))
            .IsError(PriceExceeded, "orchestrator price 20.000 exceeds initial session price ceiling 10.000");
        (await trial.Signer.PayAsync(Requests.Of(dearer, "fixed", first.State).With("maxPrice", Requests.MaxPrice(10, "wei", "fixed")), cancellationToken))
            .IsError(PriceExceeded, "orchestrator price 20.000 exceeds request maxPrice ceiling 10.000");
    }

    private static async Task AppAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1).With("app", "live-video-to-video/a"), cancellationToken), offer, sender);
        PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 5_000_000, first.State).With("app", "live-video-to-video/a"), cancellationToken), offer, sender);
        (await trial.Signer.PayAsync(Requests.Units(offer, 5_000_000, first.State), cancellationToken)).IsError(400, "app mismatch");
    }

    private static async Task OpaqueAsync(Trial trial, CancellationToken cancellationToken)
    {
        var (offer, first) = await BeginAsync(trial, cancellationToken);
        foreach (var member in new[] { "State", "Sig" })
        {
            Expect.That(Convert.FromBase64String(first.State[member]!.GetValue<string>()).Length > 0, $"the state's {member} is empty");
        }

        var second = await trial.Signer.PayAsync(Requests.Units(offer, 2_000_000, first.State), cancellationToken);
        PaidAnswer.Read(second, offer, await trial.SenderAsync(cancellationToken));
    }
}
