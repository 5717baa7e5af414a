using RemoteSigner.Configuration;

namespace RemoteSigner.Orchestrators;

/// <summary>The configured orchestrators and when each was last seen.</summary>
internal sealed class OrchestratorList(SignerOptions options)
{
    /// <summary>Entries for a capability and model; 0 and empty mean any. What is not known of an orchestrator does not exclude it.</summary>
    public IEnumerable<ListedEntry> Find(uint capability, string model)
    {
        _ = capability;
        _ = model;
        return options.Orchestrators.Select(uri => new ListedEntry(uri, null));
    }
}

/// <summary>One orchestrator.</summary>
/// <param name="Uri">Base URI.</param>
/// <param name="LastSeen">Last successful answer; null when it was never asked.</param>
internal sealed record ListedEntry(Uri Uri, DateTimeOffset? LastSeen);
