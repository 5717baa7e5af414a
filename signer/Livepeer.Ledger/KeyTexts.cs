using System.Text;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger;

/// <summary>
/// Texts that become keys of the file. Two different texts must never become the same bytes, or the rows in memory and those of the file would
/// disagree; so they are well-formed Unicode without NUL, and bounded.
/// </summary>
internal static class KeyTexts
{
    private const int MaxLength = 1_024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A text cannot be a key.</exception>
    public static void Check(LedgerKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Check(keys.Tenant);
        Check(keys.IdempotencyKey, nameof(keys.IdempotencyKey));
        Check(keys.Session.PaymentSessionId, nameof(keys.Session.PaymentSessionId));
        Check(keys.Balance.Bucket, nameof(keys.Balance.Bucket));
    }

    /// <exception cref="ArgumentException">The tenant has no name.</exception>
    public static void Check(TenantId tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant.Value, nameof(tenant));
        Check(tenant.Value, nameof(tenant));
    }

    private static void Check(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxLength, name);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The text of a ledger key contains NUL.", name);
        }

        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("The text of a ledger key is not well-formed Unicode.", name, e);
        }
    }
}
