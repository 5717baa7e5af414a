namespace Livepeer.Wire.Discovery;

/// <summary>Sizes beyond which nothing is read.</summary>
public static class DiscoveryLimits
{
    /// <summary>Answer of an orchestrator's /discovery, bytes. Source: go-livepeer discovery/db_discovery.go.</summary>
    public const int AnswerBytes = 1 << 20;

    /// <summary>Answer of a webhook that lists orchestrators, bytes: ten thousand entries with room to spare. go-livepeer has no limit.</summary>
    public const int ListBytes = 2 << 20;

    /// <summary>A runner's metadata in UTF-8, bytes. Source: go-livepeer ai/runner/live_runner.go.</summary>
    public const int MetadataBytes = 1024;

    /// <summary>Runners that one orchestrator announces for all its nodes together; what follows is left out.</summary>
    public const int Runners = 512;

    /// <summary>A runner's URL, characters.</summary>
    public const int UrlLength = 2048;

    /// <summary>A runner's app, version, mode and the texts of its hardware, characters each.</summary>
    public const int TextLength = 256;

    // Nothing in these shapes is deeper than five.
    internal const int JsonDepth = 16;
}
