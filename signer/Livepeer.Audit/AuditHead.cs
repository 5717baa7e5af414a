using Livepeer.Crypto;

namespace Livepeer.Audit;

/// <summary>The end of a log. <c>default</c> is that of an empty one.</summary>
/// <param name="Sequence">Number of the last record; 0 for none.</param>
/// <param name="Hash">SHA-256 of its line without the line feed; zero for none.</param>
public readonly record struct AuditHead(long Sequence, Hash32 Hash);
