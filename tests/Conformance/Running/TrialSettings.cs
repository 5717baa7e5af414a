using System.Globalization;
using System.Numerics;
using DevOrchestrator.Crypto;

namespace Conformance.Running;

/// <summary>What cannot be found out from outside.</summary>
internal sealed record TrialSettings
{
    /// <summary>The L1 block that the signer sees, give or take a few; null when unknown.</summary>
    public long? L1Block { get; init; }

    /// <summary>Ticket recipient that the signer pays; null where it pays anybody.</summary>
    public EthAddress? Recipient { get; init; }

    /// <summary>Highest expected value of one ticket, in wei: go-livepeer's default of -maxTicketEV.</summary>
    public BigInteger MaxTicketEv { get; init; } = BigInteger.Parse("3000000000000", CultureInfo.InvariantCulture);

    /// <summary>Highest expected value of one payment, in wei: go-livepeer's default of -maxTotalEV.</summary>
    public BigInteger MaxTotalEv { get; init; } = BigInteger.Parse("20000000000000", CultureInfo.InvariantCulture);
}
