namespace Livepeer.Payments.Jobs;

/// <summary>One batch AI request.</summary>
/// <param name="Capability">Capability id, 27 to 36 without 35.</param>
/// <param name="ModelId">1 to 125 printable ASCII characters: with the capability it is the manifest id of the credentials, which has at most 128.</param>
/// <param name="Units">What the orchestrator will debit, 1 to 2^53.</param>
/// <param name="Capabilities">Serialized capabilities of the request, echoed in the segment credentials; may be empty.</param>
public sealed record AiJob(uint Capability, string ModelId, long Units, ReadOnlyMemory<byte> Capabilities) : Job
{
    /// <inheritdoc/>
    public override JobKind Kind => JobKind.Ai;

    /// <summary>The bucket that the orchestrator accounts this under, and the manifest id of the credentials: <c>27_stabilityai/sdxl-turbo</c>.</summary>
    /// <remarks>Source: go-livepeer server/ai_http.go.</remarks>
    public string ManifestId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Capability}_{ModelId}");
}
