using Google.Protobuf;
using Livepeer.Protos.Net;
using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Offers;

/// <summary>Questions to an orchestrator.</summary>
public static class OrchestratorRequests
{
    /// <summary>Asks for price, ticket parameters and a token.</summary>
    /// <param name="identity">Who asks.</param>
    /// <param name="needs">What for; null asks for the base price and the whole price list.</param>
    /// <remarks>Source: go-livepeer server/rpc.go genOrchestratorReq.</remarks>
    public static OrchestratorRequest GetOrchestrator(SenderIdentity identity, JobCapabilities? needs)
    {
        var request = new OrchestratorRequest { Address = ByteString.CopyFrom(identity.Address.ToArray()) };
        if (identity.Signature is { } signature)
        {
            request.Sig = UnsafeByteOperations.UnsafeWrap(signature.ToArray());
        }

        if (needs is not null)
        {
            request.Capabilities = Protos.Net.Capabilities.Parser.ParseFrom(needs.Bytes.Span);
        }

        return request;
    }

    /// <summary>Asks what is on offer, without wanting any of it now: a node that is full answers too.</summary>
    /// <remarks>Source: go-livepeer discovery/db_discovery.go cacheOrchInfos.</remarks>
    public static OrchestratorRequest Survey(SenderIdentity identity)
    {
        var request = GetOrchestrator(identity, needs: null);
        request.IgnoreCapacityCheck = true;
        return request;
    }

    /// <summary>Ends the session of a token.</summary>
    public static EndTranscodingSessionRequest EndSession(Payments.Desk.AuthToken token) =>
        new()
        {
            AuthToken = new AuthToken { Token = ByteString.CopyFrom(token.Token.Span), SessionId = token.SessionId, Expiration = token.ExpirationUnixSeconds },
        };
}
