namespace Livepeer.Payments.Jobs;

/// <summary>What a live orchestrator counts. Zero is neither.</summary>
public enum LiveUnit
{
    /// <summary>Not a unit.</summary>
    Unknown,

    /// <summary>Seconds, each begun one counted whole: go-livepeer's type <c>live</c>.</summary>
    Seconds,

    /// <summary>Pixels of a nominal 1280×720 video at 30 frames per second, whatever the stream is: go-livepeer's type <c>lv2v</c>.</summary>
    PixelSeconds720p,
}
