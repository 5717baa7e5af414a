using System.Globalization;
using Livepeer.Payments.Money;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The shape of an order: what can be said without looking at the world. Nothing of an order is used before it passed.</summary>
internal static class OrderCheck
{
    public const int MaxKeyLength = 128;

    private const int MaxPriceBits = 256;

    /// <summary>The first thing that is wrong with an order's own fields, its offer or its job; settlements and tenant have their own check.</summary>
    public static PaymentRefusal? Check(PaymentOrder order) =>
        Key(order.IdempotencyKey, "idempotency key")
        ?? Key(order.PaymentSessionId, "payment session id")
        ?? MaxPrice(order.MaxPrice)
        ?? JobCheck.Check(order.Job)
        ?? OfferCheck.Check(order.Offer, order.Job)
        ?? MeterCheck.Check(order.Meter);

    /// <summary>Tenant and settlements.</summary>
    public static PaymentRefusal? Check(TenantId tenant, IReadOnlyList<Settlement> settlements) =>
        TenantId.IsValid(tenant.Value) ? SettlementCheck.Check(settlements) : Invalid(
            $"A tenant's name has 1 to {TenantId.MaxLength} printable ASCII characters without spaces.");

    public static PaymentRefusal? Key(string? key, string name) =>
        PrintableText.IsValid(key, MaxKeyLength)
            ? null
            : Invalid($"The {name} is not 1 to {MaxKeyLength} printable ASCII characters.", Length(key), Text(MaxKeyLength));

    public static PaymentRefusal Invalid(string message, string actual = "", string limit = "") => new(RefusalKind.InvalidRequest, message, actual, limit);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Length(string? text) => Text(text?.Length ?? 0);

    private static PaymentRefusal? MaxPrice(Rational? maxPrice) =>
        maxPrice is not { } price || (price.Sign >= 0 && price.Numerator.GetBitLength() <= MaxPriceBits && price.Denominator.GetBitLength() <= MaxPriceBits)
            ? null
            : Invalid($"The caller's maximum price is negative, or a fraction of more than {MaxPriceBits} bits.");
}
