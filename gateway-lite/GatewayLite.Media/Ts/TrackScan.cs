using System.Globalization;
using GatewayLite.Media.H264;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Ts;

/// <summary>What is gathered of one track while a segment is read.</summary>
internal sealed class TrackScan(bool isVideo)
{
    /// <summary>Parameter sets stand at the start of the first picture; SEI messages before them are short.</summary>
    private const int HeadBytes = 8192;

    private readonly byte[] _head = new byte[isVideo ? HeadBytes : 64];
    private int _headLength;
    private int _continuity = -1;
    private long _firstPts;
    private long _lowest;
    private long _highest;

    public int Pid { get; set; } = -1;

    public int Units { get; private set; }

    public int ContinuityErrors { get; private set; }

    public bool StartsWithKeyFrame { get; private set; }

    public MediaTime? First => Units == 0 ? null : new MediaTime(TsTime.Wrap(_firstPts + _lowest));

    public MediaTime? Last => Units == 0 ? null : new MediaTime(TsTime.Wrap(_firstPts + _lowest) + (_highest - _lowest));

    /// <summary>Span of the units plus one of them.</summary>
    public MediaTime? Duration => Units < 2 || _highest == _lowest ? null : new MediaTime((_highest - _lowest) * Units / (Units - 1));

    public void Add(TsPacket packet)
    {
        Follow(packet);
        var payload = packet.Payload;
        if (packet.UnitStart)
        {
            if (PesHeader.Read(payload) is not { Pts: { } pts } header)
            {
                return;
            }
            Count(pts, packet.RandomAccess);
            payload = payload[header.PayloadAt..];
        }
        if (Units == 1)
        {
            var part = payload[..Math.Min(payload.Length, _head.Length - _headLength)];
            part.CopyTo(_head.AsSpan(_headLength));
            _headLength += part.Length;
        }
    }

    public SequenceParameters? ReadSequenceParameters()
    {
        SequenceParameters? found = null;
        foreach (var unit in new AnnexBUnits(_head.AsSpan(0, _headLength)))
        {
            found ??= SequenceParameters.Parse(unit);
            StartsWithKeyFrame |= NalUnit.TypeOf(unit[0]) == NalUnit.Idr;
        }
        return found;
    }

    /// <summary>Codec name of the first ADTS header; null without one.</summary>
    public string? ReadAudioCodec() => _headLength >= 7 && _head[0] == 0xFF && (_head[1] & 0xF6) == 0xF0
        ? string.Create(CultureInfo.InvariantCulture, $"mp4a.40.{(_head[2] >> 6) + 1}")
        : null;

    private void Follow(TsPacket packet)
    {
        if (!packet.HasPayload)
        {
            return;
        }
        if (_continuity >= 0 && !packet.Discontinuity && packet.Continuity != ((_continuity + 1) & 0xF))
        {
            ContinuityErrors++;
        }
        _continuity = packet.Continuity;
    }

    private void Count(long pts, bool randomAccess)
    {
        if (Units++ == 0)
        {
            _firstPts = pts;
            StartsWithKeyFrame = randomAccess;
        }
        var distance = TsTime.Distance(_firstPts, pts);
        _lowest = Math.Min(_lowest, distance);
        _highest = Math.Max(_highest, distance);
    }
}
