using DevOrchestrator.Hosting;

namespace GatewayLite.Tests.Support;

/// <summary>Dev orchestrators in this process: TLS, real answers, segments copied instead of transcoded.</summary>
internal static class Orchestrators
{
    /// <summary>One that asks for nothing.</summary>
    public static Task<DevOrchestratorHost> FreeAsync(int maxSessions = 10) => DevOrchestratorHost.StartAsync(
        new DevOrchestratorOptions { Transcoder = TranscoderKind.Copy, IsOffChain = true, AiDelay = TimeSpan.FromMilliseconds(10), MaxSessions = maxSessions }, CancellationToken.None);

    /// <summary>One that checks every ticket.</summary>
    public static Task<DevOrchestratorHost> PaidAsync() => DevOrchestratorHost.StartAsync(
        new DevOrchestratorOptions { Transcoder = TranscoderKind.Copy, AiDelay = TimeSpan.FromMilliseconds(10) }, CancellationToken.None);
}
