using System.Globalization;

namespace DevOrchestrator.Live;

/// <summary>Headers of trickle answers.</summary>
internal static class TrickleHeaders
{
    private const string Sequence = "Lp-Trickle-Seq";
    private const string Latest = "Lp-Trickle-Latest";
    private const string Closed = "Lp-Trickle-Closed";

    public static void SetSequence(HttpResponse response, int index) => response.Headers[Sequence] = index.ToString(CultureInfo.InvariantCulture);

    public static void SetLatest(HttpResponse response, int next) => response.Headers[Latest] = next.ToString(CultureInfo.InvariantCulture);

    /// <summary>The channel has ended: with status 200 this is the end of the stream.</summary>
    public static void SetClosed(HttpResponse response) => response.Headers[Closed] = "terminated";
}
