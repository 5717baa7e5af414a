namespace Livepeer.Wire.Headers;

/// <summary>Names and fixed values of the HTTP headers that orchestrators, gateways and signers exchange.</summary>
/// <remarks>Source: go-livepeer server/segment_rpc.go, server/ai_http.go, server/remote_signer.go, server/push_rpc.go.</remarks>
public static class LivepeerHeaders
{
    /// <summary>Standard base64 of a serialized net.Payment; an empty value where nothing is paid.</summary>
    public const string Payment = "Livepeer-Payment";

    /// <summary>Standard base64 of a serialized net.SegData.</summary>
    public const string Segment = "Livepeer-Segment";

    /// <summary>With status 480: the orchestrator to ask again.</summary>
    public const string OrchestratorUrl = "Livepeer-Orchestrator-URL";

    /// <summary>Who the caller is, set by a proxy in front of a signer that has verified him.</summary>
    public const string SignerAuthId = "Signer-Auth-Id";

    /// <summary>With a reservation of a live runner: address of the payer.</summary>
    public const string PayerAddress = "Livepeer-Payer-Address";

    /// <summary>Value of Authorization towards AI workers; with it images come back as links, without it inline as data URLs.</summary>
    public const string AiWorkerAuthorization = "Livepeer-AI-Worker-1.0";

    /// <summary>Content type of a segment in the body, for MP4 as well.</summary>
    public const string SegmentContentType = "video/MP2T";

    /// <summary>Content type when the body is the URL of a segment.</summary>
    public const string SegmentUriContentType = "application/vnd+livepeer.uri";
}
