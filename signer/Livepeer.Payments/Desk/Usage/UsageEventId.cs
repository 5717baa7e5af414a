using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Livepeer.Payments.Desk.Usage;

/// <summary>
/// Names of single payments in the account. A name follows from the payment alone: a payment that was lost and put back keeps it, and a store that
/// went back in time and counts on from an old number gives nobody else's name to a new payment.
/// </summary>
public static class UsageEventId
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(UsageRecord record)
    {
        // Neither tenants nor keys contain NUL, so no two payments are written alike.
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Tenant.Value}\0{record.IdempotencyKey}\0{record.At.UtcTicks}\0{record.Recipient}\0{record.RecipientRandHash}\0{record.FirstNonce}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
