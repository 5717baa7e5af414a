using System.Text;
using Livepeer.Crypto;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Tests.Video;

public sealed class VideoPresetsTests
{
    [Theory]
    [InlineData("P720p60fps16x9", 1280, 720, 60, 6000, "a7ac137a")]
    [InlineData("P720p30fps16x9", 1280, 720, 30, 4000, "49d54ea9")]
    [InlineData("P720p25fps16x9", 1280, 720, 25, 3500, "e4a64019")]
    [InlineData("P720p30fps4x3", 960, 720, 30, 3500, "79332fe7")]
    [InlineData("P576p30fps16x9", 1024, 576, 30, 1500, "5ecf4b52")]
    [InlineData("P576p25fps16x9", 1024, 576, 25, 1500, "8b1843d6")]
    [InlineData("P360p30fps16x9", 640, 360, 30, 1200, "93c717e7")]
    [InlineData("P360p25fps16x9", 640, 360, 25, 1000, "7cd40fc7")]
    [InlineData("P360p30fps4x3", 480, 360, 30, 1000, "b60382a0")]
    [InlineData("P240p30fps16x9", 426, 240, 30, 600, "c0a6517a")]
    [InlineData("P240p25fps16x9", 426, 240, 25, 600, "1301a7d0")]
    [InlineData("P240p30fps4x3", 320, 240, 30, 600, "d435c53a")]
    [InlineData("P144p30fps16x9", 256, 144, 30, 400, "fca40bf9")]
    [InlineData("P144p25fps16x9", 256, 144, 25, 400, "03f01d1f")]
    public void Preset_Found_IsTheNetworks(string name, int width, int height, int fps, int kilobits, string id)
    {
        Assert.True(VideoPresets.TryGet(name, out var preset));
        Assert.Equal((width, height, fps, kilobits * 1000), (preset.Width, preset.Height, preset.Fps, preset.Bitrate));
        Assert.StartsWith("0x" + id, Keccak256.Hash(Encoding.UTF8.GetBytes(preset.Name)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_Counted_AreFourteen() => Assert.Equal(14, VideoPresets.All.Length);

    [Fact]
    public void UnknownName_Found_IsNot() => Assert.False(VideoPresets.TryGet("p360p30fps16x9", out _));
}
