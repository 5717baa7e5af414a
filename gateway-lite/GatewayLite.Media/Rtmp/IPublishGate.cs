namespace GatewayLite.Media.Rtmp;

/// <summary>Port: who may publish. Asked before the publisher is told anything.</summary>
public interface IPublishGate
{
    /// <summary>Decides, and on acceptance opens the publication that the connection then feeds.</summary>
    /// <param name="request">What the publisher asked for.</param>
    /// <param name="cancellationToken">Cancelled when the connection waited too long or the server stops. What is accepted even then is ended by the connection; a
    /// publication opened by a call that throws is the gate's to end.</param>
    ValueTask<PublishDecision> AuthorizeAsync(PublishRequest request, CancellationToken cancellationToken);
}
