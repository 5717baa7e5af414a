namespace Livepeer.Wire.SignerApi;

/// <summary>Values of the member type of a payment request; the empty text pays for a number of units.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go.</remarks>
public static class PaymentTypes
{
    /// <summary>Per-second work of a live runner.</summary>
    public const string Live = "live";

    /// <summary>Live video-to-video, billed as 720p pixels per second.</summary>
    public const string LiveVideoToVideo = "lv2v";

    /// <summary>Work at one price.</summary>
    public const string Fixed = "fixed";

    /// <summary>A number of units that the request names.</summary>
    public const string Units = "";
}
