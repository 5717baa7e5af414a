using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;
using DevOrchestrator.Recipient;

namespace Conformance.Behaviours;

/// <summary>Offers whose tickets a sender does not make: 400 with the reason.</summary>
internal static class TicketBehaviours
{
    private const string Prefix = "remote signer could not check whether to refresh session: ";

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Refused("an offer without an authentication token is refused with 400", "missing auth token", (offer, _) => offer.With(info => info.AuthToken = null)),
        Refused("ticket parameters without an expiration block are refused with 400", "ticketParams expiration block is 0", (offer, _) =>
            offer.With(info => info.TicketParams.ExpirationBlock = Google.Protobuf.ByteString.Empty)),
        Refused("a ticket that always wins is refused with 400", "ticket faceValue too low faceValue=1000000", (offer, _) => offer.Worth(1_000_000, 1_000_000)),
        Refused("a ticket that is worth more than the signer allows is refused with 400", "max ticket EV", (offer, settings) =>
            offer.Worth(settings.MaxTicketEv * 2, settings.MaxTicketEv * 1_000)),
        Refused("a ticket whose face value is above the deposit is refused with 400", "> max faceValue", (offer, _) =>
            offer.Worth(1_000_000, Ticket.MaxWinProb / 3)),
    ];

    private static Behaviour Refused(string name, string text, Func<Offer, TrialSettings, Offer> change) => new(name, BehaviourGroup.Api, async (trial, token) =>
    {
        var message = (await trial.Signer.PayAsync(Requests.Units(change(trial.NewOffer(), trial.Settings), 1), token)).Error(400);
        Expect.Contains(Prefix, message, "message of the 400");
        Expect.Contains(text, message, "message of the 400");
    });
}
