using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Video;

/// <summary>What an orchestrator answers to a segment: an error text or renditions, never both.</summary>
/// <param name="Sequence">Segment number.</param>
/// <param name="Error">The orchestrator's words, empty when there are renditions.</param>
/// <param name="Renditions">In the order of the requested profiles; empty with an error.</param>
/// <param name="Signature">Over the renditions (<see cref="RenditionMessage"/>); null when there is none of 65 bytes.</param>
/// <param name="Renewed">Fresh ticket parameters and price with the same token; null when the orchestrator sent none.</param>
/// <remarks>Source: go-livepeer net/lp_rpc.proto TranscodeResult.</remarks>
public sealed record TranscodeAnswer(long Sequence, string Error, ImmutableArray<Rendition> Renditions, Signature65? Signature, OrchestratorDescription? Renewed);

/// <summary>One rendition of a segment. It is never inline.</summary>
/// <param name="Url">Where it is; chosen by the orchestrator, so to be checked before it is fetched.</param>
/// <param name="Pixels">Pixels that the orchestrator bills.</param>
public sealed record Rendition(string Url, long Pixels);
