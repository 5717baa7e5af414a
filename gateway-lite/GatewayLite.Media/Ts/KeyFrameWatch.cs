namespace GatewayLite.Media.Ts;

/// <summary>Notices that no key frame comes, in media time of either track; each track on its own clock, because they may be far apart.</summary>
internal struct KeyFrameWatch
{
    public const long WarnAfterMs = 10_000;
    public const long GiveUpAfterMs = 20_000;

    private long? _videoSince;
    private long? _audioSince;
    private long _audioLast;

    public void KeyFrame(long dtsMs)
    {
        _videoSince = dtsMs;
        _audioSince = null;
    }

    public void Restart()
    {
        _videoSince = null;
        _audioSince = null;
    }

    /// <summary>Milliseconds without a key frame.</summary>
    public long Video(long dtsMs)
    {
        _videoSince ??= dtsMs;
        return dtsMs - _videoSince.Value;
    }

    /// <summary>Milliseconds without a key frame; a jump of the audio clock begins anew.</summary>
    public long Audio(long dtsMs)
    {
        if (_audioSince is null || Math.Abs(dtsMs - _audioLast) > WarnAfterMs)
        {
            _audioSince = dtsMs;
        }
        _audioLast = dtsMs;
        return dtsMs - _audioSince.Value;
    }
}
