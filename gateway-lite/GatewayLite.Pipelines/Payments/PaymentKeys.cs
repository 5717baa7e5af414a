using System.Security.Cryptography;

namespace GatewayLite.Pipelines.Payments;

/// <summary>
/// Names for payments: one session per lease, since price and balance belong to one orchestrator's session, and a key per payment. Random, because gateways that share a tenant
/// and a gateway that was restarted must not meet in a key.
/// </summary>
internal sealed class PaymentKeys(string prefix)
{
    private const int RandomCharacters = 24;

    private long _count;

    public string SessionId { get; } = prefix + "-" + RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true);

    public string Next() => FormattableString.Invariant($"{SessionId}-{Interlocked.Increment(ref _count)}");
}
