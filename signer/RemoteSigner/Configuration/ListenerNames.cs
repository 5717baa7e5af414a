namespace RemoteSigner.Configuration;

/// <summary>Short names of the listeners, in options, logs and metrics.</summary>
public static class ListenerNames
{
    /// <summary>The gRPC API.</summary>
    public const string Grpc = "grpc";

    /// <summary>The HTTP API of go-livepeer's signer.</summary>
    public const string Http = "http";

    /// <summary>The control port.</summary>
    public const string Control = "control";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Grpc, Http, Control];
}
