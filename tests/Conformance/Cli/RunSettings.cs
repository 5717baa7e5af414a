using Conformance.Running;

namespace Conformance.Cli;

/// <summary>What one run was told.</summary>
/// <param name="Url">Base URL of the signer.</param>
/// <param name="Headers">Lines "name: value" for every request.</param>
/// <param name="Trial">What the suite cannot find out.</param>
/// <param name="Strict">Whether the strict group is tried.</param>
/// <param name="Insecure">Whether any TLS certificate is taken.</param>
/// <param name="Only">Text that the names must have in them; empty for all.</param>
internal sealed record RunSettings(Uri Url, IReadOnlyList<string> Headers, TrialSettings Trial, bool Strict, bool Insecure, string Only);
