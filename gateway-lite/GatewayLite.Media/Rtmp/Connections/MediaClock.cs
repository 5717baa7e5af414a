namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>Turns a track's 32-bit milliseconds into a count that does not wrap.</summary>
internal struct MediaClock
{
    private long? _last;

    public long Unwrap(uint timestamp)
    {
        // The nearest value with these low 32 bits: steps back stay steps back.
        _last = _last is { } last ? last + unchecked((int)(timestamp - (uint)last)) : timestamp;
        return _last.Value;
    }
}
