using System.Globalization;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Live;

/// <summary>A live stream: a paid session with its four channels. Media is neither needed nor understood.</summary>
internal sealed class LiveStream
{
    private static readonly TimeSpan OutputPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EventPeriod = TimeSpan.FromSeconds(5);

    public LiveStream(PaidSession session, TimeProvider time)
    {
        Session = session;
        Input = new SinkChannel(time, session.Ended);
        Channels = new Dictionary<string, ITrickleChannel>(StringComparer.Ordinal)
        {
            [session.Id] = Input,
            [OutputName(session.Id)] = new ClockedChannel(
                time, OutputPeriod, "video/MP2T", static index => string.Create(CultureInfo.InvariantCulture, $"output segment {index}"), session.Ended),
            [ControlName(session.Id)] = new SinkChannel(time, session.Ended),
            [EventsName(session.Id)] = new ClockedChannel(
                time, EventPeriod, "application/json", static _ => """{"queue_event_type":"ai_stream_events","event":{"type":"status","state":"ONLINE"}}""", session.Ended),
        };
    }

    public PaidSession Session { get; }

    public SinkChannel Input { get; }

    public IReadOnlyDictionary<string, ITrickleChannel> Channels { get; }

    public static string OutputName(string id) => $"{id}-out";

    public static string ControlName(string id) => $"{id}-control";

    public static string EventsName(string id) => $"{id}-events";
}
