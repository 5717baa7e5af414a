using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>Later payments of a session.</summary>
internal static class BillingBehaviours
{
    private const int NoTickets = 482;
    private const long PixelsPerSecond = 1280L * 720 * 30;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("credit of earlier payments counts, exactly", BehaviourGroup.Api, CreditAsync),
        new("work that the credit covers is answered 482, and moves nothing", BehaviourGroup.Api, NothingDueAsync),
        new("a lower price is echoed, and the fee stays that of the first payment", BehaviourGroup.Api, LowerPriceAsync),
        new("type live pays the time since the last payment", BehaviourGroup.Api, LiveAsync),
        new("type lv2v pays the time since the last payment", BehaviourGroup.Api, LiveVideoAsync),
        new("no two tickets of one set of parameters have the same nonce", BehaviourGroup.Api, NoncesAsync),
    ];

    private static async Task CreditAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer().Priced(7, 3);
        var sender = await trial.SenderAsync(cancellationToken);
        var credit = new Credit(offer.Price);
        System.Text.Json.Nodes.JsonNode? state = null;
        foreach (var units in new[] { 1_000_000L, 4_000_000, 999_999, 12_345_678, 1_000_001 })
        {
            var paid = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, units, state), cancellationToken), offer, sender);
            Expect.Equal(credit.Pay(units, offer.TicketEv), paid.Tickets, $"tickets for {units} more units");
            state = paid.State;
        }
    }

    private static async Task NothingDueAsync(Trial trial, CancellationToken cancellationToken)
    {
        // Nine of ten units of the second ticket are left over, and so on until a ticket's worth of credit is there.
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var credit = new Credit(offer.Price);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_000), cancellationToken), offer, sender);
        Expect.Equal(credit.Pay(1_000, offer.TicketEv), first.Tickets, "tickets of the first payment");
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_000, first.State), cancellationToken), offer, sender);
        Expect.Equal(credit.Pay(1_000, offer.TicketEv), second.Tickets, "tickets of the second payment, which the credit falls short of by a hair");

        for (var i = 0; i < 3; i++)
        {
            Expect.Equal(System.Numerics.BigInteger.Zero, credit.Pay(1_000, offer.TicketEv), "tickets that are due");
            (await trial.Signer.PayAsync(Requests.Units(offer, 1_000, second.State), cancellationToken)).IsError(NoTickets, "no tickets");
        }

        var third = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 5_000_000, second.State), cancellationToken), offer, sender);
        Expect.Equal(credit.Pay(5_000_000, offer.TicketEv), third.Tickets, "tickets after three answers 482");
    }

    private static async Task LowerPriceAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer().Priced(8);
        var sender = await trial.SenderAsync(cancellationToken);
        var credit = new Credit(offer.Price);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_000_000), cancellationToken), offer, sender);
        Expect.Equal(credit.Pay(1_000_000, offer.TicketEv), first.Tickets, "tickets of the first payment");

        var cheaper = offer.Priced(6).Refreshed();
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(cheaper, 2_500_000, first.State), cancellationToken), cheaper, sender);
        Expect.Equal(credit.Pay(2_500_000, offer.TicketEv), second.Tickets, "tickets at the lower price");
    }

    private static Task LiveAsync(Trial trial, CancellationToken cancellationToken) =>
        ElapsedAsync(trial, "live", trial.NewOffer().Priced(1_000_000).Worth(1_000_000, 1_000_000_000), unitsPerSecond: 1, cancellationToken);

    private static Task LiveVideoAsync(Trial trial, CancellationToken cancellationToken) =>
        ElapsedAsync(trial, "lv2v", trial.NewOffer().Worth(PixelsPerSecond, PixelsPerSecond * 1_000), PixelsPerSecond, cancellationToken);

    /// <summary>One ticket is worth one second. A signer may pay some seconds ahead, but not fewer than have gone by, and not without end.</summary>
    private static async Task ElapsedAsync(Trial trial, string type, Offer offer, long unitsPerSecond, CancellationToken cancellationToken)
    {
        const int MostSecondsAhead = 60;
        var sender = await trial.SenderAsync(cancellationToken);
        var credit = new Credit(offer.Price);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, type), cancellationToken), offer, sender);
        var asked = trial.Time.GetTimestamp();
        var paid = first.Tickets - (long)credit.Pay((type == "live" ? 10 : 60) * unitsPerSecond, offer.TicketEv);
        Expect.Equal(0, paid, "tickets of the first payment beyond the seconds that it covers");

        await trial.WaitAsync(TimeSpan.FromSeconds(3), cancellationToken);
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, type, first.State), cancellationToken), offer, sender);
        var elapsed = (long)Math.Ceiling(trial.Time.GetElapsedTime(asked).TotalSeconds) + 1;
        Expect.Between(3, elapsed + MostSecondsAhead, second.Tickets, "tickets after three seconds, each worth one");
    }

    private static async Task NoncesAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var seen = new HashSet<uint>();
        System.Text.Json.Nodes.JsonNode? state = null;
        for (var i = 0; i < 5; i++)
        {
            var paid = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 3_000_000, state), cancellationToken), offer, sender);
            Expect.That(paid.Nonces.All(seen.Add), $"a nonce was used twice: {string.Join(", ", paid.Nonces)}");
            state = paid.State;
        }
    }
}
