using GatewayLite.Ai;
using GatewayLite.Pipelines.Ai;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Tests.Ai;

public sealed class MediaShelfTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Shelf_ThatIsFull_DropsTheOldest()
    {
        var shelf = new MediaShelf(10, Keep, _clock);

        Assert.True(shelf.TryKeep(Piece("/a", 4)));
        Assert.True(shelf.TryKeep(Piece("/b", 4)));
        Assert.True(shelf.TryKeep(Piece("/c", 4)));

        Assert.Null(shelf.Find("/a"));
        Assert.NotNull(shelf.Find("/b"));
        Assert.NotNull(shelf.Find("/c"));
    }

    [Fact]
    public void Piece_LargerThanTheShelf_IsRefusedAndCostsNothing()
    {
        var shelf = new MediaShelf(10, Keep, _clock);
        Assert.True(shelf.TryKeep(Piece("/a", 10)));

        Assert.False(shelf.TryKeep(Piece("/b", 11)));

        Assert.NotNull(shelf.Find("/a"));
    }

    [Fact]
    public void Piece_AfterItsTime_IsGone()
    {
        var shelf = new MediaShelf(10, Keep, _clock);
        Assert.True(shelf.TryKeep(Piece("/a", 1)));

        _clock.Advance(Keep - TimeSpan.FromSeconds(1));
        Assert.NotNull(shelf.Find("/a"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(shelf.Find("/a"));
    }

    private static AiMedia Piece(string path, int bytes) => new(path, "image/png", new byte[bytes]);
}
