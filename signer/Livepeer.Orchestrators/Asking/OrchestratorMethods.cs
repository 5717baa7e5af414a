using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;

namespace Livepeer.Orchestrators.Asking;

/// <summary>
/// The network's RPCs with answers left as bytes: the payer gets an OrchestratorInfo exactly as it came, and only one place decides what is readable.
/// </summary>
internal static class OrchestratorMethods
{
    private const string Service = "net.Orchestrator";

    public static Method<OrchestratorRequest, byte[]> GetOrchestrator { get; } =
        new(MethodType.Unary, Service, "GetOrchestrator", Request<OrchestratorRequest>(), Bytes);

    public static Method<EndTranscodingSessionRequest, byte[]> EndTranscodingSession { get; } =
        new(MethodType.Unary, Service, "EndTranscodingSession", Request<EndTranscodingSessionRequest>(), Bytes);

    private static Marshaller<byte[]> Bytes => Marshallers.Create((byte[] bytes) => bytes, (byte[] bytes) => bytes);

    private static Marshaller<T> Request<T>()
        where T : IMessage<T> =>
        Marshallers.Create<T>(message => message.ToByteArray(), _ => throw new NotSupportedException("Requests are only written."));
}
