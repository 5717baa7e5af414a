namespace GatewayLite.Media.Ts;

/// <summary>What is wrong with a publisher's input without ending it.</summary>
public enum InputWarning
{
    /// <summary>Audio other than AAC: the track is dropped.</summary>
    AudioCodecDropped,

    /// <summary>No key frame for 10 s of media time.</summary>
    KeyFrameOverdue,

    /// <summary>Time stamps jumped; a segment with a discontinuity begins.</summary>
    TimestampJump,

    /// <summary>Codec parameters changed in mid-stream; a segment with a discontinuity begins.</summary>
    ParametersChanged,

    /// <summary>Audio is more than 10 s away from the video and is dropped.</summary>
    AudioOutOfStep,

    /// <summary>Frames whose time does not advance were dropped.</summary>
    FramesDropped,
}
