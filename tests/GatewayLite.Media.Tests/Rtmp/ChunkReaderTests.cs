using FsCheck;
using FsCheck.Xunit;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Rtmp.Chunks;

namespace GatewayLite.Media.Tests.Rtmp;

public sealed class ChunkReaderTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 300).Select(i => (byte)(i & 0xFF))];

    /// <summary>Two interleaved messages, three forms of chunk stream ids, extended times, a new chunk size, an empty message, an aborted one.</summary>
    private static readonly byte[] Mixed =
    [
        .. ChunkFixture.Header0(4, 1000, 300, MessageType.Video), .. Large[..128],
        .. ChunkFixture.Header0(70, 1001, 3, MessageType.Audio), 1, 2, 3,
        .. ChunkFixture.Header3(4), .. Large[128..256],
        .. ChunkFixture.Header0(1000, 0x0100_0000, 200, MessageType.Audio), .. Large[..128],
        .. ChunkFixture.Header3(4), .. Large[256..],
        .. ChunkFixture.Header3(1000, 0x0100_0000), .. Large[128..200],
        .. ChunkFixture.Header0(2, 0, 4, MessageType.SetChunkSize), 0, 0, 4, 0,
        .. ChunkFixture.Header1(4, 40, 300, MessageType.Video), .. Large,
        .. ChunkFixture.Header2(70, 5), 4, 5, 6,
        .. ChunkFixture.Header3(70), 7, 8, 9,
        .. ChunkFixture.Header0(5, 7, 0, MessageType.DataAmf0),
        .. ChunkFixture.Header0(6, 7, 2000, MessageType.Video), .. new byte[1024],
        .. ChunkFixture.Header0(2, 0, 4, MessageType.Abort), 0, 0, 0, 6,
        .. ChunkFixture.Header0(6, 9, 1, MessageType.Video), 0xEE,
    ];

    private static readonly ChunkFixture.Message[] MixedMessages =
    [
        new(MessageType.Audio, 1001, 1, "010203"),
        new(MessageType.Video, 1000, 1, Convert.ToHexString(Large)),
        new(MessageType.Audio, 0x0100_0000, 1, Convert.ToHexString(Large[..200])),
        new(MessageType.Video, 1040, 1, Convert.ToHexString(Large)),
        new(MessageType.Audio, 1006, 1, "040506"),
        new(MessageType.Audio, 1011, 1, "070809"),
        new(MessageType.DataAmf0, 7, 1, ""),
        new(MessageType.Video, 9, 1, "EE"),
    ];

    [Property]
    public bool Messages_HoweverTheBytesAreSplit_AreTheSame(PositiveInt[] cuts) =>
        ChunkFixture.Read(Mixed, [.. cuts.Select(cut => cut.Get)]).SequenceEqual(MixedMessages);

    [Fact]
    public void Messages_InSingleBytes_AreTheSame() => Assert.Equal(MixedMessages, ChunkFixture.Read(Mixed, [1]));

    [Property(MaxTest = 500)]
    public bool Garbage_OfAnyKind_ThrowsNothingButTheNamedFault(byte[] bytes, PositiveInt cut) => ThrowsOnlyFaults(bytes, cut.Get);

    [Property(MaxTest = 500)]
    public bool Garbage_WithinGoodInput_ThrowsNothingButTheNamedFault(NonNegativeInt at, byte value, PositiveInt cut)
    {
        var bytes = Mixed.ToArray();
        bytes[at.Get % bytes.Length] = value;
        return ThrowsOnlyFaults(bytes, cut.Get);
    }

    [Fact]
    public void Timestamp_BeyondTheLast32BitValue_Wraps()
    {
        byte[] bytes = [.. ChunkFixture.Header0(4, 0xFFFF_FFFA, 1, MessageType.Audio), 1, .. ChunkFixture.Header2(4, 10), 2];

        Assert.Equal([0xFFFF_FFFA, 4], ChunkFixture.Read(bytes, []).Select(message => message.Timestamp));
    }

    [Fact]
    public void Format3_BeginningAMessageAfterAFullHeader_AddsItsTimeAgain()
    {
        byte[] bytes = [.. ChunkFixture.Header0(4, 10, 1, MessageType.Audio), 1, .. ChunkFixture.Header3(4), 2];

        Assert.Equal([10u, 20u], ChunkFixture.Read(bytes, []).Select(message => message.Timestamp));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Input_ThatBreaksARule_HasItsFault(RtmpFault fault, byte[] bytes) =>
        Assert.Equal(fault, Assert.Throws<RtmpFaultException>(() => ChunkFixture.Read(bytes, [7])).Fault);

    public static TheoryData<RtmpFault, byte[]> Broken() => new()
    {
        { RtmpFault.BadChunk, ChunkFixture.Header3(4) },
        { RtmpFault.BadChunk, [.. ChunkFixture.Header0(4, 0, 200, MessageType.Video), .. new byte[128], .. ChunkFixture.Header0(4, 0, 1, MessageType.Video)] },
        { RtmpFault.MessageTooLarge, ChunkFixture.Header0(4, 0, 1_000_001, MessageType.Video) },
        { RtmpFault.BadControl, [.. ChunkFixture.Header0(2, 0, 4, MessageType.SetChunkSize), 0, 0, 0, 0] },
        { RtmpFault.BadControl, [.. ChunkFixture.Header0(2, 0, 4, MessageType.SetChunkSize), 0x80, 0, 0, 1] },
        { RtmpFault.BadControl, [.. ChunkFixture.Header0(2, 0, 3, MessageType.Abort), 0, 0, 0] },
        { RtmpFault.TooManyChunkStreams, [.. Enumerable.Range(3, 65).SelectMany(id => ChunkFixture.Header0(id, 0, 0, MessageType.Audio))] },
    };

    [Fact]
    public void PartialMessages_OnManyChunkStreams_AreBoundedTogether()
    {
        byte[] bytes = [.. Enumerable.Range(3, 40).SelectMany(id => (byte[])[.. ChunkFixture.Header0(id, 0, 900_000, MessageType.Video), .. new byte[128]])];

        Assert.Equal(RtmpFault.TooManyPartialBytes, Assert.Throws<RtmpFaultException>(() => ChunkFixture.Read(bytes, [])).Fault);
        // Announced sizes alone cost nothing: the same forty messages pass where what arrived fits.
        Assert.Empty(ChunkFixture.Read(bytes, [], new ChunkLimits(1_000_000, 4_000_000)));
    }

    [Fact]
    public void WholeMessages_AfterMany_LeaveNothingAccounted()
    {
        byte[] one = [.. ChunkFixture.Header0(4, 0, 300, MessageType.Video), .. Large[..128], .. ChunkFixture.Header3(4), .. Large[128..256], .. ChunkFixture.Header3(4), .. Large[256..]];
        byte[] many = [.. Enumerable.Repeat(one, 200).SelectMany(bytes => bytes)];

        Assert.Equal(200, ChunkFixture.Read(many, [11], new ChunkLimits(1000, 70_000)).Count);
    }

    private static bool ThrowsOnlyFaults(byte[] bytes, int cut)
    {
        try
        {
            _ = ChunkFixture.Read(bytes, [cut]);
        }
        catch (RtmpFaultException)
        {
            // The named one.
        }
        return true;
    }
}
