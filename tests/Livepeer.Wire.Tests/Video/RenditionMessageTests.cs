using Livepeer.Crypto;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Tests.Video;

public sealed class RenditionMessageTests
{
    [Fact]
    public void TwoRenditions_Digested_CoverTheirHashesInOrder()
    {
        var first = Keccak256.Hash("first"u8);
        var second = Keccak256.Hash("second"u8);

        var expected = PersonalMessage.Digest(Keccak256.Hash([.. first.ToArray(), .. second.ToArray()]));

        Assert.Equal(expected, RenditionMessage.Digest([first, second]));
        Assert.NotEqual(expected, RenditionMessage.Digest([second, first]));
    }
}
