using Google.Protobuf;
using Livepeer.Protos.Net;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Tests.Matching;

public sealed class CapabilityFitTests
{
    private const ulong Stock = 67133439;

    private static readonly JobCapabilities Video = JobCapabilities.ForVideo(VideoSource.Push, VideoPresets.Default, minimumVersion: "0.9.0");
    private static readonly JobCapabilities Image = JobCapabilities.ForAi(Capability.TextToImage, "model", minimumRunnerVersion: "0.14.0");

    [Fact]
    public void StockOrchestrator_VideoJob_Fits() => Assert.Equal(CapabilityFitKind.Fits, Fit(Video, new Capabilities { Bitstring = { Stock }, Version = "0.9.1-abc" }));

    [Fact]
    public void LegacyOrchestrator_VideoJob_DoesNotFit() => Assert.Equal(CapabilityFitKind.NoCapabilities, Video.FitOf(offered: null).Kind);

    [Fact]
    public void SlicingMissing_PushedJob_NamesTheCapability()
    {
        var fit = Video.FitOf(Offered(new Capabilities { Bitstring = { Stock & ~(1UL << 26) }, Version = "0.9.1" }));

        Assert.Equal((CapabilityFitKind.CapabilityMissing, "capability 26 (SegmentSlicing)"), (fit.Kind, fit.Detail));
    }

    [Fact]
    public void BitStringShorterThanTheJobs_DoesNotFit() => Assert.Equal(CapabilityFitKind.CapabilityMissing, Fit(Video, new Capabilities { Version = "0.9.1" }));

    [Fact]
    public void MandatoryThatTheJobUses_Fits() => Assert.Equal(CapabilityFitKind.Fits, Fit(Video, new Capabilities { Bitstring = { Stock }, Mandatories = { 1 }, Version = "0.9.1" }));

    [Fact]
    public void MandatoryThatTheJobLacks_DoesNotFit() =>
        Assert.Equal(CapabilityFitKind.MandatoryUnused, Fit(Video, new Capabilities { Bitstring = { Stock }, Mandatories = { 1UL << 14 }, Version = "0.9.1" }));

    [Fact]
    public void OlderVersion_DoesNotFit() => Assert.Equal(CapabilityFitKind.NodeTooOld, Fit(Video, new Capabilities { Bitstring = { Stock }, Version = "0.8.9" }));

    [Fact]
    public void ModelOffered_Fits() => Assert.Equal(CapabilityFitKind.Fits, Fit(Image, WithModel("model", "0.14.1")));

    [Fact]
    public void OtherModelOffered_DoesNotFit() => Assert.Equal(CapabilityFitKind.ModelMissing, Fit(Image, WithModel("other", "0.14.1")));

    /// <summary>go-livepeer would call this compatible and then fail: an orchestrator that names no models for the capability has none.</summary>
    [Fact]
    public void NoModelsNamed_DoesNotFit() => Assert.Equal(CapabilityFitKind.ModelMissing, Fit(Image, new Capabilities { Bitstring = { Stock | (1UL << 27) } }));

    [Fact]
    public void OlderRunner_DoesNotFit() => Assert.Equal(CapabilityFitKind.RunnerTooOld, Fit(Image, WithModel("model", "0.13.9")));

    private static CapabilityFitKind Fit(JobCapabilities job, Capabilities offered) => job.FitOf(Offered(offered)).Kind;

    private static OrchestratorCapabilities Offered(Capabilities message)
    {
        Assert.True(OrchestratorInfoReader.TryRead(new OrchestratorInfo { Capabilities = message }.ToByteArray(), out var description, out var fault), fault?.ToString());
        return description.Capabilities!;
    }

    private static Capabilities WithModel(string modelId, string runnerVersion)
    {
        var constraints = new Capabilities.Types.CapabilityConstraints();
        constraints.Models[modelId] = new Capabilities.Types.ModelConstraint { Warm = true, RunnerVersion = runnerVersion };
        var message = new Capabilities { Bitstring = { Stock | (1UL << 27) }, Constraints = new Capabilities.Types.Constraints() };
        message.Constraints.PerCapability[27] = constraints;
        return message;
    }
}
