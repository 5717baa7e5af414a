using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Tests.Segments;

public sealed class SegmentMemoryTests
{
    private static readonly SegmentFacts Facts = new(0, MediaTime.FromMilliseconds(2000), default, false, default, "00000000");

    [Fact]
    public void Rent_BeyondTheBudget_IsNullAndCounted()
    {
        var memory = new SegmentMemory(1 << 20);
        using var first = memory.TryRent(800_000);

        Assert.NotNull(first);
        Assert.Null(memory.TryRent(800_000));
        Assert.Equal(1, memory.Refusals);
    }

    [Fact]
    public void Growth_BeyondTheBudget_FailsAndKeepsWhatWasWritten()
    {
        var memory = new SegmentMemory(1 << 20);
        using var buffer = memory.TryRent(600_000)!;
        Assert.True(buffer.TryWrite(new byte[600_000]));

        Assert.False(buffer.TryWrite(new byte[600_000]));
        Assert.Equal(600_000, buffer.Length);
    }

    [Fact]
    public void Growth_WithinTheBudget_KeepsTheBytesAndFreesTheSmallerArray()
    {
        var memory = new SegmentMemory(1 << 24);
        using var buffer = memory.TryRent(1)!;
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(buffer.TryWrite([(byte)(i & 0xFF), (byte)(i >> 8), 7, 7, .. new byte[996]]));
        }

        Assert.True(Enumerable.Range(0, 1000).All(i => buffer.Written[i * 1000] == (i & 0xFF) && buffer.Written[(i * 1000) + 1] == i >> 8));
        Assert.InRange(memory.UsedBytes, 1_000_000, 2_000_000);
    }

    [Fact]
    public void Bytes_OfSharedSegment_LiveUntilTheLastHolderIsGone()
    {
        var memory = new SegmentMemory(1 << 20);
        var first = new MediaSegment(memory.TryCopy([1, 2, 3])!.Seal(), Facts);
        var second = first.Share();
        first.Dispose();

        Assert.Equal([1, 2, 3], second.Bytes.ToArray());
        second.Dispose();
        Assert.Equal(0, memory.UsedBytes);
    }

    [Fact]
    public void Dispose_Twice_ReleasesOnce()
    {
        var memory = new SegmentMemory(1 << 20);
        var first = new MediaSegment(memory.TryCopy([1, 2, 3])!.Seal(), Facts);
        using var second = first.Share();
        first.Dispose();
        first.Dispose();

        Assert.Equal(3, second.Bytes.Length);
        Assert.NotEqual(0, memory.UsedBytes);
    }

    [Fact]
    public void Bytes_AfterDispose_Throw()
    {
        var segment = new MediaSegment(new SegmentMemory(1 << 20).TryCopy([1])!.Seal(), Facts);
        segment.Dispose();

        Assert.Throws<ObjectDisposedException>(() => segment.Bytes);
        Assert.Throws<ObjectDisposedException>(segment.Share);
    }

    [Fact]
    public void Buffer_AfterBeingSealed_CannotBeWritten()
    {
        var buffer = new SegmentMemory(1 << 20).TryCopy([1])!;
        using var segment = new MediaSegment(buffer.Seal(), Facts);
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.TryWrite([1]));
        Assert.Throws<ObjectDisposedException>(() => buffer.Seal());
        Assert.Equal(1, segment.Bytes.Span[0]);
    }

    [Fact]
    public void Array_GivenBack_IsUsedAgain()
    {
        var memory = new SegmentMemory(1 << 24);
        memory.TryRent(100_000)!.Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        memory.TryRent(100_000)!.Dispose();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Segment_Forgotten_GivesItsBudgetBackAndIsCounted()
    {
        var memory = new SegmentMemory(1 << 20);
        Forget(memory);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal((0, 1), (memory.UsedBytes, memory.Forgotten));
    }

    [Theory]
    [InlineData(0, 65_536)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 98_304)]
    [InlineData(98_305, 131_072)]
    [InlineData(1_000_000, 1_048_576)]
    [InlineData(1_100_000, 1_572_864)]
    [InlineData(384 * 1024 * 1024, 384 * 1024 * 1024)]
    public void SizeClass_OfARequest_IsTheNextOne(int request, int size) => Assert.Equal(size, SizeClass.For(request));

    [Fact]
    public void Holders_FromManyThreads_ReleaseExactlyOnce()
    {
        var memory = new SegmentMemory(1 << 20);
        var root = new MediaSegment(memory.TryCopy([1, 2, 3])!.Seal(), Facts);
        Parallel.For(0, 10_000, _ =>
        {
            using var holder = root.Share();
            Assert.Equal(3, holder.Bytes.Length);
        });
        root.Dispose();

        Assert.Equal(0, memory.UsedBytes);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget(SegmentMemory memory) => _ = new MediaSegment(memory.TryCopy([1])!.Seal(), Facts);
}
