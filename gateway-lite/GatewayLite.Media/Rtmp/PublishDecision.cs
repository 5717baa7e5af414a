using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Rtmp;

/// <summary>A gate's answer.</summary>
public abstract record PublishDecision
{
    private PublishDecision()
    {
    }

    /// <summary>The publisher may begin; the connection feeds this publication and ends it.</summary>
    public sealed record Accepted(Publication Publication) : PublishDecision;

    /// <summary>Not allowed; the client gets <c>NetStream.Publish.Denied</c> with the reason.</summary>
    public sealed record Denied(string Reason) : PublishDecision;

    /// <summary>The name is taken; the client gets <c>NetStream.Publish.BadName</c> with the reason.</summary>
    public sealed record NameInUse(string Reason) : PublishDecision;
}
