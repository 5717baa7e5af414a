using System.Text.Json.Nodes;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>The same request in other spellings, as Go's decoder takes them.</summary>
internal static class SpellingBehaviours
{
    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Paid("names of members count in any case", request => Renamed(request, name => name.ToUpperInvariant())),
        Paid("names of members count in lower case", request => Renamed(request, name => name.ToLowerInvariant())),
        Paid("unknown members are ignored", request => request.With("unknown", new JsonObject { ["deep"] = new JsonArray(1, null, "x") })),
        Paid("null is like absent", request => request.With("maxPrice", null).With("app", null).With("capabilities", null).With("state", null)),
        Paid("a state of nulls is none, as go-livepeer's gateways send it", request => request.With("state", new JsonObject { ["State"] = null, ["Sig"] = null })),
        Paid("a state of empty texts is none", request => request.With("state", new JsonObject { ["State"] = string.Empty, ["Sig"] = string.Empty })),
        new("what follows the JSON value is ignored", BehaviourGroup.Api, async (trial, token) =>
        {
            var offer = trial.NewOffer();
            var answer = await trial.Signer.PayAsync(Requests.Units(offer, 1).ToJsonString() + " }trailing", token);
            PaidAnswer.Read(answer, offer, await trial.SenderAsync(token));
        }),
        new("the state's members count in any case", BehaviourGroup.Api, async (trial, token) =>
        {
            var offer = trial.NewOffer();
            var sender = await trial.SenderAsync(token);
            var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1), token), offer, sender);
            var state = Renamed(first.State.DeepClone().AsObject(), name => name.ToLowerInvariant());
            PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 2_000_000, state), token), offer, sender);
        }),
    ];

    private static Behaviour Paid(string name, Func<JsonObject, JsonObject> spell) => new(name, BehaviourGroup.Api, async (trial, token) =>
    {
        var offer = trial.NewOffer();
        var answer = await trial.Signer.PayAsync(spell(Requests.Units(offer, 1)), token);
        var paid = PaidAnswer.Read(answer, offer, await trial.SenderAsync(token));
        Expect.Equal(Requests.Manifest, paid.Credentials.ManifestId.ToStringUtf8(), "manifest id of the credentials");
    });

    private static JsonObject Renamed(JsonObject request, Func<string, string> rename) =>
        new(request.Select(member => KeyValuePair.Create(rename(member.Key), member.Value?.DeepClone())));
}
