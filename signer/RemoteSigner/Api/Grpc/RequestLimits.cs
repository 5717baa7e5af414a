namespace RemoteSigner.Api.Grpc;

/// <summary>Bounds of the gRPC API, as protos/remotesigner/v1/payments.proto states them.</summary>
internal static class RequestLimits
{
    /// <summary>Whole message, bytes: above the sum of all field limits. gRPC itself answers larger ones, with RESOURCE_EXHAUSTED.</summary>
    public const int MessageBytes = 256 * 1024;

    public const int KeyLength = 128;
    public const int AppLabelLength = 256;
    public const int ByocSeconds = 86_400;
    public const int WeiDigits = 78;

    /// <summary>Payments of one PayStream that are under way at the same time; the next ones wait in the connection.</summary>
    public const int PaymentsPerStream = 64;

    public const int MaxPriceLength = 256;
    public const int Settlements = 16;
    public const int CapabilitiesBytes = 16 * 1024;
    public const int Storages = 4;
    public const int StorageBytes = 4 * 1024;
    public const int Profiles = 16;
    public const int ProfileNameLength = 64;
    public const int Pixels = 16_384;
    public const int ModelIdLength = 256;
    public const int CapabilityIds = 1_024;
    public const int Apps = 64;
    public const int AppLength = 512;
    public const int OrchestratorTextLength = 1_024;
    public const long MaxUnits = 1L << 53;
}
