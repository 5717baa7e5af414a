using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Protos.Net;
using Livepeer.Wire.Offers;
using PriceInfo = Livepeer.Payments.Money.PriceInfo;

namespace Livepeer.Wire.Headers;

/// <summary>Reads the value of <see cref="LivepeerHeaders.Payment"/> that somebody else made. Garbage of any kind is a <see cref="WireFault"/>.</summary>
public static class PaymentHeaderReader
{
    private const string Message = "Payment";

    /// <summary>Reads what can be compared with what was asked for. Signatures are not checked.</summary>
    /// <param name="header">Standard base64, at most <see cref="WireLimits.PaymentHeaderLength"/> characters, not empty.</param>
    /// <param name="payment">Null when refused.</param>
    /// <param name="fault">The first field that is not acceptable, or null.</param>
    public static bool TryRead(string header, [NotNullWhen(true)] out ReadPayment? payment, [NotNullWhen(false)] out WireFault? fault)
    {
        payment = null;
        if (!HeaderBytes.TryDecode(Message, header, out var bytes, out fault))
        {
            return false;
        }

        try
        {
            var rules = new FieldRules();
            var read = Read(Payment.Parser.ParseFrom(bytes), rules);
            fault = rules.Fault;
            payment = fault is null ? read : null;
        }
        catch (InvalidProtocolBufferException)
        {
            fault = new WireFault(Message, "bytes that are no protobuf message of this type", "a serialized net.Payment");
        }

        return payment is not null;
    }

    private static ReadPayment Read(Payment payment, FieldRules rules)
    {
        rules.Count("ticket_sender_params", payment.TicketSenderParams.Count, WireLimits.Tickets);
        return new ReadPayment(
            rules.Address("sender", payment.Sender),
            payment.ExpectedPrice is not { } price ? null : new PriceInfo(
                rules.NotNegative("expected_price.pricePerUnit", price.PricePerUnit),
                rules.NotNegative("expected_price.pixelsPerUnit", price.PixelsPerUnit),
                price.Capability,
                rules.Text("expected_price.constraint", price.Constraint, WireLimits.ModelIdLength)),
            payment.TicketParams is { } parameters ? rules.Hash("ticket_params.recipient_rand_hash", parameters.RecipientRandHash) : null,
            payment.TicketSenderParams.Count);
    }
}

/// <summary>A payment as it is on its way.</summary>
/// <param name="Sender">Who pays.</param>
/// <param name="ExpectedPrice">Price that the orchestrator will bill with; null when missing.</param>
/// <param name="RecipientRandHash">Names the ticket parameters; null without tickets.</param>
/// <param name="TicketCount">Tickets inside.</param>
public sealed record ReadPayment(EthAddress Sender, PriceInfo? ExpectedPrice, Hash32? RecipientRandHash, int TicketCount);
