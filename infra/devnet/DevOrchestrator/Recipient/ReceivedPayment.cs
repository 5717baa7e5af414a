using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Recipient;

/// <summary>A payment as it came in, with its slow checks done.</summary>
/// <param name="Wire">The message.</param>
/// <param name="Sender">The account that pays.</param>
/// <param name="Price">The expected price as a reduced fraction; null when the message has none that divides.</param>
/// <param name="Terms">What the tickets echo; null without ticket or expiration parameters.</param>
/// <param name="Tickets">The tickets in order.</param>
internal sealed record ReceivedPayment(Payment Wire, EthAddress Sender, Rational? Price, TicketTerms? Terms, IReadOnlyList<SignedTicket> Tickets)
{
    public static ReceivedPayment Read(Payment wire)
    {
        var sender = EthAddress.FromBytes(wire.Sender.Span);
        Rational? price = wire.ExpectedPrice is { PixelsPerUnit: not 0 } info ? new Rational(info.PricePerUnit, info.PixelsPerUnit) : null;
        var terms = wire.TicketParams is not null && wire.ExpirationParams is not null ? TicketTerms.Read(wire.TicketParams, wire.ExpirationParams) : null;
        return new ReceivedPayment(wire, sender, price, terms, terms is null ? [] : SignedTicket.ReadAll(wire, terms, sender));
    }
}
