using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;

namespace Livepeer.Ledger.Tests.State;

/// <summary>Which names are told apart when there are too many.</summary>
public sealed class UsageSumsTests
{
    [Theory]
    [InlineData(JobKind.Ai, "27", "stabilityai/sd-turbo", "27", "(other)")]
    [InlineData(JobKind.Byoc, "byoc", "a caller's name", "byoc", "(other)")]
    [InlineData(JobKind.Live, "app", "model", "(other)", "(other)")]
    [InlineData(JobKind.Live, "live-video-to-video", "", "(other)", "(other)")]
    [InlineData(JobKind.Fixed, "app", "model", "(other)", "(other)")]
    [InlineData(JobKind.Units, "", "", "(other)", "(other)")]
    [InlineData(JobKind.VideoSegment, "transcoding", "", "transcoding", "")]
    public void Other_OfALine_KeepsWhatCallersDoNotChoose(JobKind kind, string capability, string model, string otherCapability, string otherModel)
    {
        var line = new UsageDayId(new DateOnly(2026, 1, 2), new TenantId("acme"), kind, capability, model);

        var other = UsageSums.OtherOf(line);

        Assert.Equal(line with { Capability = otherCapability, Model = otherModel }, other);
        Assert.Equal(other, UsageSums.OtherOf(other));
    }
}
