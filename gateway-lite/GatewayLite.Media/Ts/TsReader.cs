using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Ts;

/// <summary>Reads a whole MPEG-TS segment to validate and measure it: headers only, no payload is copied beyond the first picture's start.</summary>
public static class TsReader
{
    /// <summary>Reads a segment. Never throws on bad bytes; the report names what is wrong.</summary>
    /// <param name="bytes">A whole segment: a whole number of 188-byte packets with PAT and PMT.</param>
    public static TsReport Inspect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length % TsPacket.Size != 0)
        {
            return Refuse(TsFault.NotWholePackets);
        }
        var (mapPid, programSeen) = (-1, false);
        var (video, audio) = (new TrackScan(isVideo: true), new TrackScan(isVideo: false));
        for (var at = 0; at < bytes.Length; at += TsPacket.Size)
        {
            if (!TsPacket.TryRead(bytes.Slice(at, TsPacket.Size), out var packet))
            {
                return Refuse(TsFault.SyncLost);
            }
            if (packet.Pid == ProgramTables.PatPid && packet.UnitStart)
            {
                mapPid = ProgramTables.ReadPat(packet.Payload);
            }
            else if (packet.Pid == mapPid && packet.UnitStart && ProgramTables.ReadPmt(packet.Payload) is { } pids)
            {
                programSeen = true;
                (video.Pid, audio.Pid) = pids;
            }
            else if (packet.Pid == video.Pid)
            {
                video.Add(packet);
            }
            else if (packet.Pid == audio.Pid)
            {
                audio.Add(packet);
            }
        }
        var fault = (programSeen, video.Units + audio.Units) switch
        {
            (false, _) => TsFault.NoProgram,
            (true, 0) => TsFault.NoMedia,
            _ => TsFault.None,
        };
        return Report(fault, video, audio);
    }

    private static TsReport Refuse(TsFault fault) => new() { Fault = fault, Format = new MediaFormat(null, null, 0, 0) };

    private static TsReport Report(TsFault fault, TrackScan video, TrackScan audio)
    {
        var picture = video.ReadSequenceParameters();
        return new TsReport
        {
            Fault = fault,
            Format = new MediaFormat(picture?.Codec, audio.ReadAudioCodec(), picture?.Width ?? 0, picture?.Height ?? 0),
            FirstVideoPts = video.First,
            LastVideoPts = video.Last,
            FirstAudioPts = audio.First,
            LastAudioPts = audio.Last,
            VideoUnits = video.Units,
            AudioUnits = audio.Units,
            ContinuityErrors = video.ContinuityErrors + audio.ContinuityErrors,
            StartsWithKeyFrame = video.StartsWithKeyFrame,
            MeasuredDuration = video.Units > 0 ? video.Duration : audio.Duration,
        };
    }
}
