using System.Text.Json.Nodes;
using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>
/// What go-livepeer's signer of v0.9.1 does otherwise: it keeps no books of its own, so that whoever holds an old state may mint again, a lost answer costs
/// money, and a long pause ends a session.
/// </summary>
internal static class StrictBehaviours
{
    private const int NoTickets = 482;
    private const long PixelsPerSecond = 1280L * 720 * 30;

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("a repeated request under the same ticket parameters gets the same bytes", BehaviourGroup.Strict, RepeatAsync),
        new("a forked state never signs a nonce for two payments", BehaviourGroup.Strict, ForkAsync),
        new("an old state with fresh ticket parameters does not pay the same time again", BehaviourGroup.Strict, OldStateAsync),
        new("parallel requests with one state share no nonce", BehaviourGroup.Strict, ParallelAsync),
        new("482 carries the session's state", BehaviourGroup.Strict, NothingDueStateAsync),
        new("a long pause does not end a session", BehaviourGroup.Strict, LongPauseAsync),
        new("live work stays paid some seconds ahead", BehaviourGroup.Strict, RunwayAsync),
        Unsafe("a manifest id with a zero byte is not signed", "ticket\0preimage"),
        Unsafe("a manifest id beyond ASCII is not signed", "maniféste"),
        Unsafe("a manifest id of 129 characters is not signed", new string('m', 129)),
        new("a request of two megabytes is refused without being read", BehaviourGroup.Strict, LargeAsync),
    ];

    private static Behaviour Unsafe(string name, string manifest) => new(name, BehaviourGroup.Strict, async (trial, token) =>
        (await trial.Signer.PayAsync(Requests.Units(trial.NewOffer(), 1).With("ManifestID", manifest), token)).Error(400));

    private static async Task RepeatAsync(Trial trial, CancellationToken cancellationToken)
    {
        foreach (var type in new[] { "", "fixed", "live" })
        {
            var offer = trial.NewOffer();
            var sender = await trial.SenderAsync(cancellationToken);
            var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, type).With("inPixels", 2_500_000), cancellationToken), offer, sender);
            var request = Requests.Of(offer, type, first.State).With("inPixels", 3_000_000);
            await trial.WaitAsync(TimeSpan.FromSeconds(2), cancellationToken);
            var second = await trial.Signer.PayAsync(request, cancellationToken);
            if (second.Status == NoTickets)
            {
                continue;
            }

            PaidAnswer.Read(second, offer, sender);
            var third = await trial.Signer.PayAsync(request, cancellationToken);
            Expect.Equal(second.Text, third.Text, $"answer to a repeated request of type \"{type}\"");
        }
    }

    private static async Task ForkAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 2_500_000), cancellationToken), offer, sender);
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 3_000_000, first.State), cancellationToken), offer, sender);
        var fork = await trial.Signer.PayAsync(Requests.Units(offer, 7_000_000, first.State), cancellationToken);
        if (fork.Status == 200)
        {
            var paid = PaidAnswer.Read(fork, offer, sender);
            Expect.That(
                paid.Payment.Equals(second.Payment) || !paid.Nonces.Intersect(second.Nonces).Any(),
                $"nonces {string.Join(", ", paid.Nonces.Intersect(second.Nonces))} are in two different payments");
        }
        else
        {
            fork.Error(400);
        }
    }

    private static async Task OldStateAsync(Trial trial, CancellationToken cancellationToken)
    {
        // One ticket is worth a second.
        var offer = trial.NewOffer().Priced(1_000_000).Worth(1_000_000, 1_000_000_000);
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, "live"), cancellationToken), offer, sender);
        await trial.WaitAsync(TimeSpan.FromSeconds(3), cancellationToken);
        var paid = 0;
        for (var i = 0; i < 4; i++)
        {
            // Always the first state, as if every answer had been lost.
            var fresh = offer.Refreshed();
            var answer = await trial.Signer.PayAsync(Requests.Of(fresh, "live", first.State), cancellationToken);
            if (answer.Status == 200)
            {
                paid += PaidAnswer.Read(answer, fresh, sender).Tickets;
            }
            else
            {
                Expect.That(answer.Status is NoTickets or 400, $"expected a payment, 482 or 400, was {answer.Status} with {answer.Text.Trim()}");
            }
        }

        const int Runway = 60;
        Expect.Between(0, 3 + Runway + 4, paid, "tickets of one second each that four uses of one state gave for three seconds");
    }

    private static async Task ParallelAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 2_500_000), cancellationToken), offer, sender);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            trial.Signer.PayAsync(Requests.Units(offer, 2_000_000 + (i * 1_000_000), first.State), cancellationToken)));
        var payments = answers.Where(answer => answer.Status == 200).Select(answer => PaidAnswer.Read(answer, offer, sender)).DistinctBy(paid => paid.Payment).ToList();
        var nonces = payments.SelectMany(paid => paid.Nonces).Concat(first.Nonces).ToList();
        Expect.Equal(nonces.Distinct().Count(), nonces.Count, "different nonces of different payments");
        Expect.That(payments.Count > 0, "none of eight parallel requests was paid");
    }

    private static async Task NothingDueStateAsync(Trial trial, CancellationToken cancellationToken)
    {
        var offer = trial.NewOffer();
        var sender = await trial.SenderAsync(cancellationToken);
        var state = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_000), cancellationToken), offer, sender).State;
        state = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 1_000, state), cancellationToken), offer, sender).State;
        var answer = await trial.Signer.PayAsync(Requests.Units(offer, 1_000, state), cancellationToken);
        answer.IsError(NoTickets, "no tickets");
        var carried = JsonNode.Parse(answer.Body)!["state"];
        Expect.That(carried is JsonObject, "the answer 482 carries no state");
        PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Units(offer, 5_000_000, carried), cancellationToken), offer, sender);
    }

    private static async Task LongPauseAsync(Trial trial, CancellationToken cancellationToken)
    {
        // A ticket is worth a tenth of a second, so that a pause of 15 s needs 150 of them.
        var offer = trial.NewOffer().Worth(PixelsPerSecond * 7 / 10, PixelsPerSecond * 1_000);
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, "lv2v"), cancellationToken), offer, sender);
        await trial.WaitAsync(TimeSpan.FromSeconds(75), cancellationToken);
        var fresh = offer.Refreshed();
        PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(fresh, "lv2v", first.State), cancellationToken), fresh, sender);
    }

    private static async Task RunwayAsync(Trial trial, CancellationToken cancellationToken)
    {
        // One ticket is worth a second, and the first payment covers ten. A signer without books pays what went by and nothing more.
        const int Elapsed = 4;
        var offer = trial.NewOffer().Priced(1_000_000).Worth(1_000_000, 1_000_000_000);
        var sender = await trial.SenderAsync(cancellationToken);
        var first = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, "live"), cancellationToken), offer, sender);
        await trial.WaitAsync(TimeSpan.FromSeconds(Elapsed - 1), cancellationToken);
        var second = PaidAnswer.Read(await trial.Signer.PayAsync(Requests.Of(offer, "live", first.State), cancellationToken), offer, sender);
        Expect.That(second.Tickets > Elapsed, $"after three seconds only {second.Tickets} more were paid: one lost payment, and the session ends within seconds");
    }

    private static async Task LargeAsync(Trial trial, CancellationToken cancellationToken)
    {
        var answer = await trial.Signer.PayAsync(new string(' ', 2 * 1024 * 1024) + "{}", cancellationToken);
        answer.Error(413);
    }
}
