namespace Livepeer.Wire.Headers;

/// <summary>Sizes beyond which nothing is read. The network states none of its own for most; these leave room for every real message.</summary>
public static class WireLimits
{
    /// <summary>Serialized OrchestratorInfo, bytes. Real ones with all prices and hardware stay below 20 KiB.</summary>
    public const int OrchestratorInfoBytes = 64 * 1024;

    /// <summary>Serialized TranscodeResult, bytes: an OrchestratorInfo and a URL per rendition.</summary>
    public const int TranscodeResultBytes = 128 * 1024;

    /// <summary>Answer text of an orchestrator that is read for an error message, bytes.</summary>
    public const int ErrorTextBytes = 4 * 1024;

    /// <summary>Integers in bytes fields, bytes: Ethereum's 256 bits.</summary>
    public const int IntegerBytes = 32;

    /// <summary>Opaque authentication token, bytes. go-livepeer's are 32.</summary>
    public const int AuthTokenBytes = 1024;

    /// <summary>Session ids, characters. go-livepeer's are 8.</summary>
    public const int SessionIdLength = 128;

    /// <summary>Base URI of an orchestrator or URL of a rendition, characters.</summary>
    public const int UriLength = 2048;

    /// <summary>Model ids, characters.</summary>
    public const int ModelIdLength = 256;

    /// <summary>Versions of nodes and runners, characters.</summary>
    public const int VersionLength = 128;

    /// <summary>Words of a capability bit string: the network uses one.</summary>
    public const int CapabilityWords = 16;

    /// <summary>Models that an orchestrator names for all capabilities together.</summary>
    public const int Models = 1024;

    /// <summary>Prices per capability and model that an orchestrator names.</summary>
    public const int CapabilityPrices = 1024;

    /// <summary>Sibling nodes that an orchestrator names.</summary>
    public const int Nodes = 64;

    /// <summary>Storage descriptions that an orchestrator names.</summary>
    public const int Storages = 8;

    /// <summary>Renditions of one segment.</summary>
    public const int Renditions = 16;

    /// <summary>Value of a payment or segment header, characters: 100 tickets have about 10,000.</summary>
    public const int PaymentHeaderLength = 64 * 1024;

    /// <summary>Tickets of one payment. Source: go-livepeer server/remote_signer.go (100) and byoc (600).</summary>
    public const int Tickets = 600;

    /// <summary>Longest segment, milliseconds. Source: go-livepeer server/segment_rpc.go (300 s).</summary>
    public const int SegmentMillis = 300_000;

    /// <summary>Largest segment or rendition that is read, bytes: 300 s of 8 Mbit/s. Source: go-livepeer common/readall.go.</summary>
    public const int SegmentBytes = 300_000_000;
}
