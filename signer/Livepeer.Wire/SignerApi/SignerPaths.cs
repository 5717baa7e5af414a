namespace Livepeer.Wire.SignerApi;

/// <summary>Paths of the signer's HTTP API.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go.</remarks>
public static class SignerPaths
{
    /// <summary>POST: address of the payer and the signature that GetOrchestrator wants.</summary>
    public const string SignOrchestratorInfo = "/sign-orchestrator-info";

    /// <summary>POST: one payment.</summary>
    public const string GenerateLivePayment = "/generate-live-payment";

    /// <summary>GET: orchestrators to choose from.</summary>
    public const string DiscoverOrchestrators = "/discover-orchestrators";

    /// <summary>POST: signature of a BYOC job. Source: go-livepeer PR #3869; the version is ours.</summary>
    public const string SignByocJob = "/sign-byoc-job";

    /// <summary>Any method: the process answers.</summary>
    public const string Health = "/healthz";
}
