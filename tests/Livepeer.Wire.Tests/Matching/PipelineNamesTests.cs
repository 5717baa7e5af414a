using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Tests.Matching;

public sealed class PipelineNamesTests
{
    [Theory]
    [InlineData(27, "text-to-image")]
    [InlineData(32, "segment-anything-2")]
    [InlineData(33, "llm")]
    [InlineData(37, "byoc")]
    public void AiCapability_Named_ThereAndBack(uint id, string name)
    {
        Assert.True(PipelineNames.TryGetName(id, out var found));
        Assert.Equal(name, found);
        Assert.True(PipelineNames.TryGetCapability(name, out var capability));
        Assert.Equal(id, (uint)capability);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(38)]
    [InlineData(uint.MaxValue)]
    public void OtherId_Named_IsUnknown(uint id) => Assert.False(PipelineNames.TryGetName(id, out _));
}
