using System.Net;
using GatewayLite.Media.Naming;

namespace GatewayLite.Media.Rtmp;

/// <summary>What an RTMP client wants to publish.</summary>
/// <param name="Address">Name and key from the path; the name is empty when the URL has none.</param>
/// <param name="Url">The whole URL as the client wrote it, <c>rtmp://host/app/name?query</c>. Holds the stream key: never log it.</param>
/// <param name="Query">The query without its question mark (of the name, else of the application); empty when absent. May hold a secret.</param>
/// <param name="Remote">The peer.</param>
public sealed record PublishRequest(StreamAddress Address, string Url, string Query, IPEndPoint Remote)
{
    /// <summary>The public facts only.</summary>
    public override string ToString() => $"publish {Address.Name} from {Remote}";
}
