using DevOrchestrator.Crypto;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Recipient;

/// <summary>
/// Rules beyond go-livepeer's: fields of the length the protocol states, integers in their minimal form, prices that are not negative.
/// The network would take such payments today, but a signer that makes them has a defect, and this orchestrator is there to show it.
/// </summary>
internal static class StrictRules
{
    /// <summary>Why the payment is refused, or null.</summary>
    public static string? Check(Payment payment)
    {
        if (payment.ExpectedPrice is { } price && (price.PricePerUnit < 0 || price.PixelsPerUnit < 0))
        {
            return "negative expected price";
        }

        if (payment.TicketParams is null && payment.ExpectedPrice is not { PixelsPerUnit: > 0 })
        {
            return "expected price missing: it divides the debit, with tickets or without";
        }

        var fields = Length("sender", payment.Sender, EthAddress.Size, canBeEmpty: true)
            ?? Length("expiration_params.creation_round_block_hash", payment.ExpirationParams?.CreationRoundBlockHash, 32, canBeEmpty: true);
        return fields ?? (payment.TicketParams is { } terms ? CheckTerms(terms) : null);
    }

    private static string? CheckTerms(TicketParams terms) =>
        Length("ticket_params.recipient", terms.Recipient, EthAddress.Size, canBeEmpty: false)
        ?? Length("ticket_params.recipient_rand_hash", terms.RecipientRandHash, 32, canBeEmpty: false)
        ?? Number("ticket_params.face_value", terms.FaceValue)
        ?? Number("ticket_params.win_prob", terms.WinProb)
        ?? Number("ticket_params.seed", terms.Seed)
        ?? Number("ticket_params.expiration_block", terms.ExpirationBlock)
        ?? (terms.ExpirationParams is null ? null : "ticket_params.expiration_params is set: only the payment's own expiration_params is read");

    private static string? Length(string field, ByteString? value, int size, bool canBeEmpty) =>
        value is null || value.Length == size || (canBeEmpty && value.IsEmpty) ? null : $"unexpected length of {field}: {value.Length} bytes";

    private static string? Number(string field, ByteString value) =>
        value.Length > 32 ? $"unexpected length of {field}: {value.Length} bytes"
        : value.Length > 0 && value[0] == 0 ? $"leading zero byte in {field}"
        : null;
}
