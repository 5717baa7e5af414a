using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>Offers that are no longer good: 480 with the orchestrator to ask, and go on with the same state.</summary>
internal static class RefreshBehaviours
{
    private const int Refresh = 480;
    private const string Message = "refresh session for remote signer";

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        Refreshed("an expired authentication token is answered 480", (offer, now) => offer.With(info => info.AuthToken.Expiration = now - 60)),
        Refreshed("an authentication token in its last three minutes is answered 480", (offer, now) => offer.With(info => info.AuthToken.Expiration = now + 120)),
        Refreshed("expired ticket parameters are answered 480", (offer, _) => offer.With(info => info.TicketParams.ExpirationBlock = Offer.Number(1))),
        new("ticket parameters that expire with the next block are answered 480", BehaviourGroup.Api, NextBlockAsync),
        new("after 480 the same state goes on with the new offer, and the credit is kept", BehaviourGroup.Api, GoesOnAsync),
    ];

    private static Behaviour Refreshed(string name, Func<Offer, long, Offer> age) => new(name, BehaviourGroup.Api, async (trial, token) =>
        IsRefresh(await trial.Signer.PayAsync(Requests.Units(age(trial.NewOffer(), trial.Time.GetUtcNow().ToUnixTimeSeconds()), 1), token), trial.NewOffer()));

    private static void IsRefresh(Answer answer, Offer offer)
    {
        answer.IsError(Refresh, Message);
        Expect.Equal(offer.Info.Transcoder, answer.Headers.GetValueOrDefault("Livepeer-Orchestrator-URL", "nothing"), "header Livepeer-Orchestrator-URL");
    }

    private static async Task NextBlockAsync(Trial trial, CancellationToken cancellationToken)
    {
        var block = trial.Settings.L1Block ?? throw new SkippedException("the L1 block of the signer is not known: give --l1-block");
        var offer = trial.NewOffer().With(info => info.TicketParams.ExpirationBlock = Offer.Number(block + 1));
        IsRefresh(await trial.Signer.PayAsync(Requests.Units(offer, 1), cancellationToken), offer);
    }

    private static async Task GoesOnAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var credit = new Credit(offer.Price);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_500_000), cancellationToken), offer, sender);
        Expect.Equal(credit.Pay(1_500_000, offer.TicketEv), first.Tickets, "tickets of the first payment");

        var expired = offer.With(info => info.AuthToken.Expiration = trial.Time.GetUtcNow().ToUnixTimeSeconds() - 1);
        IsRefresh(await trial.Signer.PayAsync(Requests.Units(expired, 4_000_000, first.State), cancellationToken), offer);

        var fresh = offer.Refreshed();
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(fresh, 4_000_000, first.State), cancellationToken), fresh, sender);
        Expect.Equal(credit.Pay(4_000_000, offer.TicketEv), second.Tickets, "tickets of the second payment, which the credit of the first shortens");
    }
}
