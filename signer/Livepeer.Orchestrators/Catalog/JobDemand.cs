using System.Globalization;
using Livepeer.Orchestrators.Checks;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>What a stream or job looks for.</summary>
/// <param name="Work">Kind of work: health is kept per kind.</param>
/// <param name="Terms">What must be offered.</param>
public sealed record JobDemand(WorkKind Work, LeaseTerms Terms);

/// <summary>Kind of work. <c>default</c> is video.</summary>
/// <param name="Capability">Capability id of an AI pipeline, 0 for video.</param>
/// <param name="ModelId">Model, or null for video.</param>
public readonly record struct WorkKind(uint Capability, string? ModelId)
{
    /// <summary>Transcoding.</summary>
    public static WorkKind Video => default;

    /// <summary>"video", or as in "27_stabilityai/sdxl-turbo".</summary>
    public override string ToString() => ModelId is null ? "video" : string.Create(CultureInfo.InvariantCulture, $"{Capability}_{ModelId}");
}
