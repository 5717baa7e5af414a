using Benchmarks.Cli;
using Benchmarks.Reports;
using Benchmarks.Timing;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Benchmarks.Tickets;

/// <summary>Tickets on one thread, by the system's library and by the managed implementation that stands in for it.</summary>
internal static class TicketBenchmark
{
    public static Section Run(RunSettings settings)
    {
        var managed = TicketCosts.Measure(settings, Secp256k1.Managed);
        var figures = new List<Figure>();
        if (Secp256k1.Native is { } native)
        {
            var costs = TicketCosts.Measure(settings, native);
            figures.AddRange(costs.Figures("native"));
            figures.AddRange(managed.Figures("managed"));
            figures.Add(Figure.Ratio("whole tickets: native ÷ managed", costs.Whole.PerSecond, managed.Whole.PerSecond));
        }
        else
        {
            figures.AddRange(managed.Figures("managed"));
        }

        return new Section("Tickets, one thread, thread CPU time", figures);
    }
}

/// <summary>Costs of one signing implementation.</summary>
/// <param name="Sign">A digest signed.</param>
/// <param name="Check">The signature recovered to its signer.</param>
/// <param name="Whole">Ticket hashed, signed and checked, as the desk does it.</param>
internal sealed record TicketCosts(Cost Sign, Cost Check, Cost Whole)
{
    public static TicketCosts Measure(RunSettings settings, Secp256k1 secp256k1)
    {
        using var key = Some.Key();
        var sender = secp256k1.AddressOf(key);
        var parameters = Some.TicketParameters();
        var digest = Some.Hash("digest");
        var signature = secp256k1.Sign(key, digest);
        var nonce = 0u;
        return new TicketCosts(
            SingleThread.Measure(settings, count =>
            {
                for (var i = 0; i < count; i++)
                {
                    // Each digest is another one: the signature of the one before begins it.
                    digest = secp256k1.Sign(key, digest).R;
                }
            }),
            SingleThread.Measure(settings, count =>
            {
                for (var i = 0; i < count; i++)
                {
                    Require(secp256k1.TryRecover(Some.Hash("digest"), signature, out var signer) && signer == sender);
                }
            }),
            SingleThread.Measure(settings, count =>
            {
                for (var i = 0; i < count; i++)
                {
                    var ticket = new Ticket(parameters.Recipient, sender, parameters.FaceValue, parameters.WinProbability, nonce, parameters.RecipientRandHash, parameters.Expiration!);
                    nonce = unchecked(nonce + 1);
                    var message = TicketMessage.Of(ticket).Digest;
                    Require(secp256k1.TryRecover(message, secp256k1.Sign(key, message), out var signer) && signer == sender);
                }
            }));
    }

    public IEnumerable<Figure> Figures(string who) =>
    [
        new($"{who}: whole tickets (hash, sign, check)", Whole.PerSecond, "1/s"),
        new($"{who}: whole ticket", Whole.Microseconds, "µs"),
        new($"{who}: bare signatures", Sign.PerSecond, "1/s"),
        new($"{who}: bare signature", Sign.Microseconds, "µs"),
        new($"{who}: check of a signature", Check.Microseconds, "µs"),
        new($"{who}: garbage of a whole ticket", Whole.Bytes, "B"),
        Figure.Ratio($"{who}: whole ticket ÷ bare signature", Whole.Nanoseconds, Sign.Nanoseconds),
    ];

    private static void Require(bool recovered)
    {
        if (!recovered)
        {
            throw new InvalidOperationException("A signature does not recover to its signer.");
        }
    }
}
