using Livepeer.Crypto;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Signables;

/// <summary>A ticket as the deposit key signs it: a personal message of the 32 bytes of its hash.</summary>
/// <remarks>Source: go-livepeer pm/sender.go.</remarks>
public static class TicketMessage
{
    /// <summary>The digest to sign.</summary>
    public static SignableDigest Of(in Ticket ticket) => new(PersonalMessage.Digest(ticket.Hash()));
}
