using DevOrchestrator.Hosting;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Hosting;

/// <summary>Ordinary values.</summary>
internal static class Some
{
    public const string Model = "stabilityai/sdxl-turbo";

    public static readonly byte[] Segment = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 251))];

    /// <summary>Pixels of two seconds of <see cref="P240"/>.</summary>
    public const long P240Pixels = 426L * 240 * 60;

    public static VideoProfile P240 => new() { Name = "P240p30fps16x9", Width = 426, Height = 240, Bitrate = 600_000, Fps = 30 };

    public static VideoProfile P360 => new() { Name = "P360p30fps16x9", Width = 640, Height = 360, Bitrate = 1_200_000, Fps = 30 };

    public static FakeTimeProvider Clock() => new(DateTimeOffset.FromUnixTimeSeconds(1_760_000_000));

    /// <summary>Fast and with a clock that stands still.</summary>
    public static DevOrchestratorOptions Fast(TimeProvider? clock = null) =>
        new() { Transcoder = TranscoderKind.Copy, AiDelay = TimeSpan.Zero, Time = clock ?? Clock() };

    public static Capabilities TextToImage(string model = Model)
    {
        var models = new Capabilities.Types.CapabilityConstraints();
        models.Models[model] = new Capabilities.Types.ModelConstraint();
        var capabilities = new Capabilities { Constraints = new Capabilities.Types.Constraints() };
        capabilities.Bitstring.Add(0x4005fff | (1UL << 27));
        capabilities.Capacities[27] = 1;
        capabilities.Constraints.PerCapability[27] = models;
        return capabilities;
    }
}
