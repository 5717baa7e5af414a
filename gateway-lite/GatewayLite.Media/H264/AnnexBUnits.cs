namespace GatewayLite.Media.H264;

/// <summary>NAL units of a byte stream with start codes, header byte included, never empty. Source: ITU-T H.264, annex B.</summary>
internal ref struct AnnexBUnits(ReadOnlySpan<byte> stream)
{
    private ReadOnlySpan<byte> _rest = AfterStartCode(stream);

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly AnnexBUnits GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
            Current = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)0);
            _rest = end < 0 ? default : _rest[(end + 3)..];
            if (!Current.IsEmpty)
            {
                return true;
            }
        }
        return false;
    }

    private static ReadOnlySpan<byte> AfterStartCode(ReadOnlySpan<byte> stream)
    {
        var at = stream.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
        return at < 0 ? default : stream[(at + 3)..];
    }
}
