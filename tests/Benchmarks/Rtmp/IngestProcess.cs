using System.CommandLine;
using System.Net;
using Benchmarks.Processes;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;

namespace Benchmarks.Rtmp;

/// <summary>An RTMP ingest in a process of its own. Counts the bytes of the segments that a reader took and released.</summary>
internal static class IngestProcess
{
    private const string Name = "serve-ingest";

    public static Task<MeasuredProcess> StartAsync(CancellationToken cancellationToken) => MeasuredProcess.StartAsync("Benchmarks", [Name], cancellationToken);

    public static Command Command()
    {
        var command = new Command(Name, "The measured process of 'rtmp'.") { Hidden = true };
        command.SetAction((_, cancellationToken) => ServeAsync(cancellationToken));
        return command;
    }

    private static async Task ServeAsync(CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var streams = new LiveStreams(new LiveStreamsOptions(), time);
        var gate = new OpenGate(streams);
        await using var server = RtmpServer.Start(new RtmpServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, gate, new SegmentMemory(), Complain, time);
        await MeasuredProcess.AnswerAsync($"rtmp://{server.LocalEndPoint}", () => gate.ReadBytes, cancellationToken);
    }

    // A connection is lost when the benchmark has seen enough of a publisher and kills it.
    private static void Complain(RtmpEvent happened)
    {
        if (happened is RtmpEvent.Warned or RtmpEvent.Closed { Fault: not (RtmpFault.None or RtmpFault.ServerStopping or RtmpFault.ConnectionLost) })
        {
            Console.Error.WriteLine(happened);
        }
    }

    private sealed class OpenGate(LiveStreams streams) : IPublishGate
    {
        private long _readBytes;

        public long ReadBytes => Interlocked.Read(ref _readBytes);

        public ValueTask<PublishDecision> AuthorizeAsync(PublishRequest request, CancellationToken cancellationToken)
        {
            var opened = streams.Open(new StreamOpening(request.Address.Name, []));
            if (opened.Publication is not { } publication)
            {
                return ValueTask.FromResult<PublishDecision>(new PublishDecision.NameInUse($"{opened.Result}"));
            }

            _ = ReadAsync(publication);
            return ValueTask.FromResult<PublishDecision>(new PublishDecision.Accepted(publication));
        }

        private async Task ReadAsync(Publication publication)
        {
            await foreach (var segment in publication.ReadSourceAsync(CancellationToken.None))
            {
                using (segment)
                {
                    Interlocked.Add(ref _readBytes, segment.Length);
                }
            }
        }
    }
}
