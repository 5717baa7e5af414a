using Conformance.Orchestrator;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>First payments of every type, judged as an orchestrator judges them.</summary>
internal static class PaymentBehaviours
{
    private const long PixelsPerSecond = 1280L * 720 * 30;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("a payment for units has the tickets that their price needs", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, string.Empty, trial.NewOffer(), 7_300_000, token)),
        new("a payment for one unit has one ticket", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, string.Empty, trial.NewOffer(), 1, token)),
        new("fractional prices are counted exactly", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, string.Empty, trial.NewOffer().Priced(7, 3), 3_000_000, token)),
        new("the first payment of type lv2v covers 60 s of 720p", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, "lv2v", trial.NewOffer().Worth(500_000_000, 500_000_000_000), 60 * PixelsPerSecond, token)),
        new("the first payment of type live covers 10 s", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, "live", trial.NewOffer().Priced(1_000_000).Worth(3_000_000, 3_000_000_000), 10, token)),
        new("a payment of type fixed covers one unit, whatever inPixels says", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, "fixed", trial.NewOffer().Priced(4_500_000), 1, token)),
        new("a ticket's worth is counted exactly: a hair below the fee takes one more", BehaviourGroup.Api, HairAsync),
        new("a payment of 100 tickets is made", BehaviourGroup.Api, (trial, token) =>
            FirstAsync(trial, string.Empty, trial.NewOffer(), 100_000_000, token)),
        new("a payment of more than 100 tickets is refused with 400", BehaviourGroup.Api, TooManyAsync),
        new("a payment worth more than the signer allows is refused with a masked 500", BehaviourGroup.Api, TotalAsync),
        new("the manifest id goes into the credentials", BehaviourGroup.Api, ManifestAsync),
        new("without a manifest id the first payment gets a random one", BehaviourGroup.Api, RandomManifestAsync),
        new("capabilities go into the credentials", BehaviourGroup.Api, CapabilitiesAsync),
    ];

    private static async Task FirstAsync(Trial trial, string type, Offer offer, long units, CancellationToken cancellationToken)
    {
        var request = Requests.Of(offer, type).With("inPixels", type.Length == 0 ? units : 1_000_000);
        var paid = PaidAnswer.Read(await trial.Signer.PayAsync(request, cancellationToken), offer, await trial.SenderAsync(cancellationToken));
        Expect.Equal(new Credit(offer.Price).Pay(units, offer.TicketEv), paid.Tickets, $"tickets for {units} units at {offer.Price} wei, each worth {offer.TicketEv} wei");
    }

    private static async Task HairAsync(Trial trial, CancellationToken cancellationToken)
    {
        // 30 / 10 = 3 wei at a win probability that is rounded down: not quite 3.
        var offer = trial.NewOffer().Priced(3).With(info =>
        {
            info.TicketParams.FaceValue = Offer.Number(30);
            info.TicketParams.WinProb = Offer.Number(DevOrchestrator.Recipient.Ticket.MaxWinProb / 10);
        });
        await FirstAsync(trial, "fixed", offer, 1, cancellationToken);
    }

    private static async Task TooManyAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var needed = new Credit(offer.Price).Pay(150_000_000, offer.TicketEv);
        (await trial.Signer.PayAsync(Requests.Units(offer, 150_000_000), cancellationToken)).IsError(400, $"numTickets {needed} exceeds maximum of 100");
    }

    private static async Task TotalAsync(Trial trial, CancellationToken cancellationToken)
    {
        var ev = trial.Settings.MaxTicketEv;
        var tickets = (long)(trial.Settings.MaxTotalEv / ev) + 2;
        Expect.That(tickets <= 100, "the limits of this run leave no room to try");
        var offer = trial.NewOffer().Worth(ev * 9 / 10, ev * 1_000);
        (await trial.Signer.PayAsync(Requests.Units(offer, (long)ev * tickets), cancellationToken)).IsError(500, "Internal Server Error");
    }

    private static async Task ManifestAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var answer = await trial.Signer.PayAsync(Requests.Units(offer, 1).With("ManifestID", "27_stabilityai/sd-turbo"), cancellationToken);
        var paid = PaidAnswer.Read(answer, offer, await trial.SenderAsync(cancellationToken));
        Expect.Equal("27_stabilityai/sd-turbo", paid.Credentials.ManifestId.ToStringUtf8(), "manifest id of the credentials");
    }

    private static async Task RandomManifestAsync(Trial trial, CancellationToken cancellationToken)
    {
        var sender = await trial.SenderAsync(cancellationToken);
        var seen = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var offer = trial.NewOffer();
            var paid = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1).Without("ManifestID"), cancellationToken), offer, sender);
            var manifest = paid.Credentials.ManifestId.ToStringUtf8();
            Expect.That(manifest.Length > 0, "the credentials have no manifest id");
            Expect.That(seen.Add(manifest), $"the manifest id {manifest} was given twice");
        }
    }

    private static async Task CapabilitiesAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer().Worth(500_000_000, 500_000_000_000);
        var capabilities = Requests.LiveCapabilities("conformance/model");
        var answer = await trial.Signer.PayAsync(Requests.Of(offer, "lv2v").With("capabilities", capabilities.Text()), cancellationToken);
        var paid = PaidAnswer.Read(answer, offer, await trial.SenderAsync(cancellationToken));
        Expect.That(
            paid.Credentials.Capabilities?.Constraints?.PerCapability.TryGetValue(35, out var models) == true && models.Models.ContainsKey("conformance/model"),
            "the credentials do not name the capability and model of the request");
    }
}
