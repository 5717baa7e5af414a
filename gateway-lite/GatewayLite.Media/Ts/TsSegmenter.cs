using System.Buffers;
using System.Globalization;
using GatewayLite.Media.Aac;
using GatewayLite.Media.H264;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Ts;

/// <summary>
/// Cuts one publisher's frames into segments of its publication: a cut at the first key frame that is at least (n + 1) nominal lengths after the first one.
/// Frames are written as they come; a segment is complete the moment the next one begins.
/// </summary>
/// <remarks>Owned by one connection's loop. Times are milliseconds, unwrapped. <paramref name="warn"/> is called once per kind.</remarks>
internal sealed class TsSegmenter(Publication publication, SegmentMemory memory, TimeSpan nominal, TimeProvider time, Action<InputWarning, string> warn) : IDisposable
{
    /// <summary>Offset of all time stamps, 90 kHz: composition offsets may be negative and the clock reference runs ahead.</summary>
    public const int TimestampOffset = 126_000;

    /// <summary>Bound of one live segment: 20 s (the longest key frame distance) at 25 Mbit/s.</summary>
    public const int MaxSegmentBytes = 64 * 1024 * 1024;

    /// <summary>A larger step is a new time base.</summary>
    private const long JumpMs = 10_000;

    /// <summary>A smaller step back is a late frame, a larger one a new time base.</summary>
    private const long LateMs = 1_000;

    private const int LonePictureMs = 33;
    private const int FirstSizeHint = 512 * 1024;
    private const int TicksPerMs = MediaTime.TicksPerSecond / 1000;

    private readonly long _nominalMs = (long)nominal.TotalMilliseconds;
    private readonly TsMuxer _muxer = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly byte[] _audioHead = new byte[TsMuxer.PesHeaderRoom + AacConfiguration.AdtsLength];
    private readonly HashSet<InputWarning> _warned = [];
    private KeyFrameWatch _watch;
    private AvcConfiguration? _video;
    private AacConfiguration? _audio;
    private byte[] _plainHead = VideoHead([]);
    private byte[] _keyHead = [];
    private SegmentBuffer? _buffer;
    private MediaFormat? _format;
    private bool _tablesHaveAudio;
    private bool _changed;
    private bool _discontinuity;
    private bool _begun;
    private int _sizeHint = FirstSizeHint;
    private long? _lastVideoMs;
    private long? _lastAudioMs;
    private int _pictures;
    private long _baseMs;
    private DateTimeOffset _baseWall;
    private int _cuts;
    private long _startMs;
    private long _startPts;

    /// <summary>New video parameters; a change in mid-stream begins a segment with a discontinuity at the next key frame.</summary>
    public void Configure(AvcConfiguration configuration)
    {
        if (_video is not null && _video.ParameterSets.AsSpan().SequenceEqual(configuration.ParameterSets) && _video.LengthSize == configuration.LengthSize)
        {
            return;
        }
        MarkChange(_video is not null, "video parameters changed");
        _video = configuration;
        _plainHead = VideoHead([]);
        _keyHead = VideoHead(configuration.ParameterSets);
    }

    /// <summary>New audio parameters.</summary>
    public void Configure(AacConfiguration configuration)
    {
        MarkChange(_audio is not null && _audio != configuration, "audio parameters changed");
        _audio = configuration;
    }

    /// <summary>One picture, in decoding order. The sample's bytes are changed.</summary>
    public SegmenterResult AddVideo(long dtsMs, int compositionMs, bool isKey, Span<byte> sample)
    {
        if (_video is null)
        {
            return _watch.Video(dtsMs) >= KeyFrameWatch.GiveUpAfterMs ? SegmenterResult.NoKeyFrame : SegmenterResult.Ok;
        }
        var step = _lastVideoMs is { } last ? dtsMs - last : 1;
        if (step is > JumpMs or < -LateMs)
        {
            Warn(InputWarning.TimestampJump, string.Create(CultureInfo.InvariantCulture, $"video time jumped by {step} ms"));
            if (!FinishSegment(null))
            {
                return SegmenterResult.Ended;
            }
            _discontinuity = true;
            _lastAudioMs = null;
            _watch.Restart();
        }
        else if (step <= 0)
        {
            Warn(InputWarning.FramesDropped, "video time does not advance");
            return SegmenterResult.Ok;
        }
        var result = isKey ? BeginIfDue(dtsMs, compositionMs) : Overdue(_watch.Video(dtsMs));
        _lastVideoMs = dtsMs;
        return result != SegmenterResult.Ok || _buffer is null ? result : WriteVideo(_buffer, dtsMs, compositionMs, isKey, sample);
    }

    /// <summary>One raw AAC frame.</summary>
    public SegmenterResult AddAudio(long dtsMs, ReadOnlySpan<byte> frame)
    {
        var overdue = Overdue(_watch.Audio(dtsMs));
        if (overdue != SegmenterResult.Ok || _buffer is null || _audio is null || frame.IsEmpty || frame.Length > AacConfiguration.MaxFrame)
        {
            return overdue;
        }
        if (Math.Abs(dtsMs - (_lastVideoMs ?? dtsMs)) > JumpMs)
        {
            Warn(InputWarning.AudioOutOfStep, "audio is more than 10 s away from the video");
            return SegmenterResult.Ok;
        }
        if (_lastAudioMs is { } last && dtsMs <= last && last - dtsMs <= LateMs)
        {
            Warn(InputWarning.FramesDropped, "audio time does not advance");
            return SegmenterResult.Ok;
        }
        _lastAudioMs = dtsMs;
        return WriteAudio(_buffer, _audio, dtsMs, frame);
    }

    /// <summary>The publisher is gone: the unfinished segment is appended too.</summary>
    public void Finish() => _ = FinishSegment(null);

    public void Dispose()
    {
        _buffer?.Dispose();
        _buffer = null;
    }

    /// <summary>Nothing follows: the pictures' span plus one of them. Averaged, because RTMP's whole milliseconds make single steps uneven.</summary>
    private MediaTime OpenEndedDuration()
    {
        var spanMs = (_lastVideoMs ?? _startMs) - _startMs;
        return new MediaTime(_pictures > 1 ? spanMs * TicksPerMs * _pictures / (_pictures - 1) : LonePictureMs * TicksPerMs);
    }

    private SegmenterResult BeginIfDue(long dtsMs, int compositionMs)
    {
        _watch.KeyFrame(dtsMs);
        if (_buffer is not null)
        {
            if (!_changed && dtsMs - _baseMs < _nominalMs * (_cuts + 1))
            {
                return SegmenterResult.Ok;
            }
            if (!FinishSegment(dtsMs))
            {
                return SegmenterResult.Ended;
            }
            _cuts++;
        }
        return Begin(dtsMs, compositionMs);
    }

    private SegmenterResult Begin(long dtsMs, int compositionMs)
    {
        if (publication.Timeline.TryRent(memory, _sizeHint) is not { } buffer)
        {
            return SegmenterResult.MemoryExhausted;
        }
        if (_changed || _discontinuity || _cuts == 0)
        {
            _discontinuity = _begun && (_changed || _discontinuity);
            (_baseMs, _baseWall, _cuts, _changed, _begun) = (dtsMs, time.GetUtcNow(), 0, false, true);
        }
        if (_discontinuity)
        {
            _muxer.MarkDiscontinuity();
        }
        _buffer = buffer;
        _startMs = dtsMs;
        _pictures = 0;
        _startPts = TsTime.Wrap(((dtsMs + compositionMs) * TicksPerMs) + TimestampOffset);
        _tablesHaveAudio = _audio is not null;
        _format = new MediaFormat(_video?.Picture?.Codec, _audio?.Codec, _video?.Picture?.Width ?? 0, _video?.Picture?.Height ?? 0);
        _muxer.WriteTables(buffer, _tablesHaveAudio);
        return SegmenterResult.Ok;
    }

    private bool FinishSegment(long? nextMs)
    {
        if (_buffer is not { } buffer || _format is null)
        {
            return true;
        }
        _buffer = null;
        _sizeHint = Math.Min(buffer.Length + (buffer.Length / 8), MaxSegmentBytes);
        var outcome = publication.AppendSource(new SourceSegment
        {
            Bytes = buffer,
            Duration = nextMs is { } next ? MediaTime.FromMilliseconds(next - _startMs) : OpenEndedDuration(),
            StartPts = new MediaTime(_startPts),
            Discontinuity = _discontinuity,
            WallTime = _baseWall.AddMilliseconds(_startMs - _baseMs),
            Format = _format,
        });
        _discontinuity = false;
        return outcome.Result == AppendResult.Appended;
    }

    private SegmenterResult WriteVideo(SegmentBuffer buffer, long dtsMs, int compositionMs, bool isKey, Span<byte> sample)
    {
        if (!AccessUnit.TryConvert(sample, _video!.LengthSize, _scratch, out var unit))
        {
            return SegmenterResult.BadFrame;
        }
        var head = (unit.HasIdr || isKey) && !unit.HasSps ? _keyHead : _plainHead;
        if (!HasRoom(buffer, head.Length + unit.Bytes.Length))
        {
            return SegmenterResult.MemoryExhausted;
        }
        var dts = (dtsMs * TicksPerMs) + TimestampOffset;
        _pictures++;
        _muxer.WriteVideo(buffer, head, unit.Bytes, dts + ((long)compositionMs * TicksPerMs), dts, isKey);
        return SegmenterResult.Ok;
    }

    private SegmenterResult WriteAudio(SegmentBuffer buffer, AacConfiguration configuration, long dtsMs, ReadOnlySpan<byte> frame)
    {
        if (!HasRoom(buffer, _audioHead.Length + frame.Length))
        {
            return SegmenterResult.MemoryExhausted;
        }
        if (!_tablesHaveAudio)
        {
            _muxer.AddAudio(buffer);
            _tablesHaveAudio = true;
            _format = _format! with { AudioCodec = configuration.Codec };
        }
        configuration.WriteAdts(_audioHead.AsSpan(TsMuxer.PesHeaderRoom), frame.Length);
        _muxer.WriteAudio(buffer, _audioHead, frame, (dtsMs * TicksPerMs) + TimestampOffset);
        return SegmenterResult.Ok;
    }

    private bool HasRoom(SegmentBuffer buffer, int payload)
    {
        var bytes = TsMuxer.PacketsFor(payload);
        return buffer.Length + bytes <= MaxSegmentBytes && (buffer.TryReserve(bytes) || publication.TryMakeRoom(buffer, bytes));
    }

    private SegmenterResult Overdue(long milliseconds)
    {
        if (milliseconds < KeyFrameWatch.WarnAfterMs)
        {
            return SegmenterResult.Ok;
        }
        Warn(InputWarning.KeyFrameOverdue, "no key frame for 10 s; segments need one every 2 s");
        return milliseconds >= KeyFrameWatch.GiveUpAfterMs ? SegmenterResult.NoKeyFrame : SegmenterResult.Ok;
    }

    private void MarkChange(bool changed, string detail)
    {
        if (changed)
        {
            _changed = true;
            Warn(InputWarning.ParametersChanged, detail);
        }
    }

    private void Warn(InputWarning warning, string detail)
    {
        if (_warned.Add(warning))
        {
            warn(warning, detail);
        }
    }

    /// <summary>Room for the PES header, the access unit delimiter, then the parameter sets.</summary>
    private static byte[] VideoHead(ReadOnlySpan<byte> parameterSets) => [.. new byte[TsMuxer.PesHeaderRoom], 0, 0, 0, 1, 0x09, 0xF0, .. parameterSets];
}
