using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Livepeer.Wire.Protobuf;

namespace Livepeer.Wire.Headers;

/// <summary>The value of <see cref="LivepeerHeaders.Payment"/>.</summary>
/// <remarks>Source: go-livepeer server/segment_rpc.go genPayment.</remarks>
public static class PaymentHeader
{
    /// <summary>What is sent where nothing is paid.</summary>
    public const string Unpaid = "";

    // One ticket is 71 bytes, everything else below 400.
    private const int UsualSize = 1024;

    /// <summary>Standard base64 of the serialized payment.</summary>
    /// <exception cref="ArgumentException">The payment has tickets, but its offer no ticket parameters or its plan no round.</exception>
    public static string Format(Payment payment)
    {
        var writer = new ProtoWriter(stackalloc byte[UsualSize]);
        try
        {
            Write(ref writer, payment);
            return Convert.ToBase64String(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>A payment without tickets, for work that earlier credit covers or that costs nothing. Nothing in it is signed.</summary>
    /// <param name="sender">Who pays.</param>
    /// <param name="price">The orchestrator's price, verbatim: it bills with it.</param>
    public static string FormatWithoutTickets(EthAddress sender, PriceInfo price)
    {
        var writer = new ProtoWriter(stackalloc byte[UsualSize]);
        try
        {
            writer.Address(2, sender);
            WritePrice(ref writer, price);
            return Convert.ToBase64String(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Write(ref ProtoWriter writer, Payment payment)
    {
        var paid = payment.Tickets.Length > 0;
        if (paid)
        {
            var parameters = payment.Order.Offer.TicketParameters
                ?? throw new ArgumentException("A payment with tickets has ticket parameters.", nameof(payment));
            WriteParameters(ref writer, parameters);
        }

        writer.Address(2, payment.Sender);
        if (paid)
        {
            var expiration = payment.Plan.Expiration ?? throw new ArgumentException("A payment with tickets names their round.", nameof(payment));
            WriteExpiration(ref writer, expiration);
            foreach (var ticket in payment.Tickets)
            {
                var entry = writer.BeginMessage(4);
                writer.Integer(1, ticket.SenderNonce);
                writer.Signature(2, ticket.Signature);
                writer.EndMessage(entry);
            }
        }

        WritePrice(ref writer, payment.ExpectedPrice);
    }

    // Field 7, the round, is not set in here: it stands once, beside the parameters.
    private static void WriteParameters(ref ProtoWriter writer, TicketParameters parameters)
    {
        var message = writer.BeginMessage(1);
        writer.Address(1, parameters.Recipient);
        writer.BigEndian(2, parameters.FaceValue.Amount);
        writer.BigEndian(3, parameters.WinProbability.Scaled);
        writer.Hash(4, parameters.RecipientRandHash);
        writer.BigEndian(5, parameters.Seed);
        writer.BigEndian(6, parameters.ExpirationBlock);
        writer.EndMessage(message);
    }

    private static void WriteExpiration(ref ProtoWriter writer, TicketExpiration expiration)
    {
        var message = writer.BeginMessage(3);
        writer.Integer(1, expiration.CreationRound);
        writer.Hash(2, expiration.CreationRoundBlockHash);
        writer.EndMessage(message);
    }

    private static void WritePrice(ref ProtoWriter writer, PriceInfo price)
    {
        var message = writer.BeginMessage(5);
        writer.Integer(1, price.PricePerUnit);
        writer.Integer(2, price.PixelsPerUnit);
        writer.Integer(3, price.Capability);
        writer.Text(4, price.Constraint);
        writer.EndMessage(message);
    }
}
