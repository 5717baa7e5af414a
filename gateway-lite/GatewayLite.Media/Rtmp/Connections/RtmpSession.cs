using System.Buffers.Binary;
using System.Net;
using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Chunks;
using GatewayLite.Media.Rtmp.Commands;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>What one connection has agreed on so far, and its answers. Knows no socket: bytes to send collect in <see cref="Output"/>.</summary>
/// <remarks>Owned by the connection's loop.</remarks>
internal sealed class RtmpSession(IPEndPoint remote, IPublishGate gate, Func<Publication, PublisherFeed> openFeed) : IDisposable
{
    public const int StreamId = 1;
    public const string PublishDenied = "NetStream.Publish.Denied";
    public const string PublishBadName = "NetStream.Publish.BadName";

    private const int CommandChunkStream = 3;
    private const int StatusChunkStream = 5;
    private const ushort PingRequest = 6;
    private const ushort PingResponse = 7;
    private const uint DefaultWindow = 2_500_000;
    private const uint SmallestWindow = 64 * 1024;

    private PublisherFeed? _feed;
    private uint _window = DefaultWindow;
    private long _acknowledged;

    public IPEndPoint Remote => remote;

    public IPublishGate Gate => gate;

    public ChunkWriter Output { get; } = new();

    public string App { get; private set; } = string.Empty;

    public string TcUrl { get; private set; } = string.Empty;

    public bool IsConnected { get; private set; }

    public bool IsPublishing => _feed is not null;

    /// <summary>Whether the publisher said that it is done.</summary>
    public bool HasFinished { get; private set; }

    public Publication? Publication => _feed?.Publication;

    public void Connect(string app, string tcUrl) => (App, TcUrl, IsConnected) = (app, tcUrl, true);

    public void BeginPublishing(Publication publication) => _feed = openFeed(publication);

    public void FinishPublishing()
    {
        HasFinished = IsConnected;
        _feed?.End(EndReason.PublisherFinished);
        _feed?.Dispose();
        _feed = null;
    }

    /// <summary>The connection ends without the publisher having said so.</summary>
    public void Abandon(EndReason reason)
    {
        _feed?.End(reason);
        Dispose();
    }

    public void Dispose()
    {
        _feed?.Dispose();
        _feed = null;
    }

    public async ValueTask CommandAsync(RtmpMessage message, CancellationToken cancellationToken)
    {
        // The AMF3 form is the AMF0 form behind one byte.
        var payload = message.Type == MessageType.CommandAmf3 && !message.Payload.IsEmpty ? message.Payload[1..] : message.Payload;
        var command = RtmpCommand.Read(payload.Span);
        if (CommandTable.Find(command.Name) is { } handler)
        {
            await handler.HandleAsync(this, command, cancellationToken);
        }
    }

    /// <summary>Media and control messages, which need no waiting. Media before publishing is ignored.</summary>
    public void Take(RtmpMessage message)
    {
        switch (message.Type)
        {
            case MessageType.Video:
                _feed?.Video(message.Timestamp, message.Payload.Span);
                break;
            case MessageType.Audio:
                _feed?.Audio(message.Timestamp, message.Payload.Span);
                break;
            case MessageType.WindowAcknowledgementSize when message.Payload.Length == 4:
                _window = Math.Max(BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span), SmallestWindow);
                break;
            case MessageType.UserControl when message.Payload.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(message.Payload.Span) == PingRequest:
                Output.UserControl(PingResponse, BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span[2..]));
                break;
            default:
                break;
        }
    }

    /// <summary>Each half window, so that a publisher never waits for it.</summary>
    public bool OwesAcknowledgement(long receivedBytes) => IsConnected && receivedBytes - _acknowledged >= _window / 2;

    public void Acknowledge(long receivedBytes)
    {
        _acknowledged = receivedBytes;
        Output.Control(MessageType.Acknowledgement, (uint)(receivedBytes & uint.MaxValue));
    }

    public void Reply(RtmpCommand command, AmfValue properties, AmfValue result)
    {
        // Transaction 0 asks for no reply.
        if (command.Transaction > 0)
        {
            var payload = AmfWriter.Write(new AmfValue.Text("_result"), new AmfValue.Number(command.Transaction), properties, result);
            Output.Write(CommandChunkStream, MessageType.CommandAmf0, 0, payload);
        }
    }

    public void Status(string level, string code, string description)
    {
        var information = AmfWriter.Texts(("level", level), ("code", code), ("description", description));
        var payload = AmfWriter.Write(new AmfValue.Text("onStatus"), new AmfValue.Number(0), AmfValue.NullValue, information);
        Output.Write(StatusChunkStream, MessageType.CommandAmf0, StreamId, payload);
    }
}
