using System.Collections.Immutable;
using Livepeer.Payments.Ceilings;

namespace Livepeer.Payments.Jobs;

/// <summary>
/// Work that is paid without a report of what was billed: the signer keeps one running account per payment session, as go-livepeer's signer does in
/// its state.
/// </summary>
/// <param name="ManifestId">Name of the orchestrator's balance and of the credentials: 1 to 128 printable ASCII characters (requirement S1).</param>
/// <param name="App">The caller's label, usually <c>pipeline/model</c>; at most 256 printable ASCII characters, may be empty. The same for a whole session.</param>
/// <param name="Capabilities">Serialized capabilities of the job, echoed in the segment credentials; may be empty.</param>
/// <param name="Models">What <paramref name="Capabilities"/> asks for: chooses the configured price ceiling.</param>
/// <remarks>Source: go-livepeer server/remote_signer.go.</remarks>
public abstract record MeteredJob(string ManifestId, string App, ReadOnlyMemory<byte> Capabilities, ImmutableArray<CapabilityModel> Models) : Job;

/// <summary>Live work: billed by the time since the last payment, by the ledger's clock.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="ManifestId">As every metered job's.</param>
/// <param name="App">As every metered job's.</param>
/// <param name="Capabilities">As every metered job's.</param>
/// <param name="Models">As every metered job's.</param>
public sealed record LiveJob(LiveUnit Unit, string ManifestId, string App, ReadOnlyMemory<byte> Capabilities, ImmutableArray<CapabilityModel> Models)
    : MeteredJob(ManifestId, App, Capabilities, Models)
{
    /// <inheritdoc/>
    public override JobKind Kind => JobKind.Live;
}

/// <summary>Work with a fixed price: one unit per payment.</summary>
/// <param name="ManifestId">As every metered job's.</param>
/// <param name="App">As every metered job's.</param>
/// <param name="Capabilities">As every metered job's.</param>
/// <param name="Models">As every metered job's.</param>
public sealed record FixedJob(string ManifestId, string App, ReadOnlyMemory<byte> Capabilities, ImmutableArray<CapabilityModel> Models)
    : MeteredJob(ManifestId, App, Capabilities, Models)
{
    /// <inheritdoc/>
    public override JobKind Kind => JobKind.Fixed;
}

/// <summary>Work whose units the caller counts: go-livepeer's payments without a type.</summary>
/// <param name="Units">What the orchestrator will debit, 1 to 2^63 - 1.</param>
/// <param name="ManifestId">As every metered job's.</param>
/// <param name="App">As every metered job's.</param>
/// <param name="Capabilities">As every metered job's.</param>
/// <param name="Models">As every metered job's.</param>
public sealed record UnitsJob(long Units, string ManifestId, string App, ReadOnlyMemory<byte> Capabilities, ImmutableArray<CapabilityModel> Models)
    : MeteredJob(ManifestId, App, Capabilities, Models)
{
    /// <inheritdoc/>
    public override JobKind Kind => JobKind.Units;
}
