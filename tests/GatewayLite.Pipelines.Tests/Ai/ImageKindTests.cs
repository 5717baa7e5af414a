using System.Text;
using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class ImageKindTests
{
    [Theory]
    [InlineData("89504e470d0a1a0a00", "png")]
    [InlineData("ffd8ffe000", "jpg")]
    [InlineData("474946383961", "gif")]
    [InlineData("52494646000000005745425056", "webp")]
    public void Of_Image_IsTold(string hex, string extension) => Assert.Equal(extension, ImageKind.Of(Convert.FromHexString(hex))!.Extension);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("<svg xmlns=")]
    [InlineData("RIFF1234WAVE")]
    public void Of_AnythingElse_IsNone(string text) => Assert.Null(ImageKind.Of(Encoding.ASCII.GetBytes(text)));
}
