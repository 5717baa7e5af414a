using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;

namespace GatewayLite.Pipelines.Ai;

/// <summary>A checked request, or what is wrong with it.</summary>
internal abstract record AiJobPlan
{
    private AiJobPlan()
    {
    }

    /// <summary>Can be sent.</summary>
    /// <param name="Job">What is paid.</param>
    /// <param name="Needs">What is asked for.</param>
    /// <param name="Images">How many images are asked for.</param>
    /// <param name="Steps">Inference steps, for measuring speed only.</param>
    /// <param name="Body">What is sent: the client's request with defaults filled in.</param>
    public sealed record Ready(AiJob Job, JobCapabilities Needs, int Images, int Steps, ReadOnlyMemory<byte> Body) : AiJobPlan;

    /// <summary>The client's fault.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Message">One sentence, safe to show.</param>
    public sealed record Wrong(string Code, string Message) : AiJobPlan;
}
