using System.Globalization;
using DevNet.Observation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DevNet.Screen;

/// <summary>The one calm table of the terminal.</summary>
internal static class NetworkTable
{
    public static IRenderable Draw(Seen seen, Network network)
    {
        var watch = $"Watch  [link]{network.GatewayHttp.AbsoluteUri}[/]   playlist {Stream(network)}";
        var publish = $"Publish to {new Uri(network.GatewayRtmp, "live/NAME").AbsoluteUri.EscapeMarkup()}   logs in {network.LogFolder.EscapeMarkup()}   Ctrl-C ends everything";
        return new Rows(new Markup(watch), new Text(string.Empty), Streams(seen), Orchestrators(seen, network), new Markup($"[grey]{publish}[/]"));
    }

    private static string Stream(Network network) => new Uri(network.GatewayHttp, "stream/demo.m3u8").AbsoluteUri.EscapeMarkup();

    private static Table Streams(Seen seen)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Streams") }.Expand();
        table.AddColumn("stream");
        foreach (var name in (string[])["segments", "renditions", "gaps", "tickets", "paid gwei", "failovers"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumn("orchestrator in use");
        foreach (var stream in seen.Streams)
        {
            table.AddRow(
                stream.Name.EscapeMarkup() + (stream.Live ? string.Empty : " [grey](ended)[/]"), Count(stream.SourceSegments), Count(stream.RenditionSegments), Warn(stream.Gaps),
                Count(stream.Tickets), Money.Gwei(stream.PaidWei), Warn(stream.Failovers), NameOf(stream.Orchestrator, seen).EscapeMarkup());
        }

        if (seen.Streams.Count == 0)
        {
            table.AddRow("[grey]waiting for a publisher[/]", "", "", "", "", "", "", "");
        }

        if (seen.Ai.Jobs > 0)
        {
            table.AddRow("text-to-image", Count(seen.Ai.Jobs), Count(seen.Ai.Succeeded), Warn(seen.Ai.Failed), Count(seen.Ai.Tickets), Money.Gwei(seen.Ai.PaidWei), "", "");
        }

        return table;
    }

    private static Table Orchestrators(Seen seen, Network network)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Orchestrators, as they tell it") }.Expand();
        table.AddColumn("orchestrator");
        foreach (var name in (string[])["segments", "images", "tickets accepted", "refused", "credited gwei", "charged gwei"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumn("faults at");
        foreach (var (orchestrator, process) in seen.Orchestrators.Zip(network.Orchestrators))
        {
            var name = orchestrator.Reachable ? orchestrator.Name : $"[red]{orchestrator.Name} (down)[/]";
            table.AddRow(
                name, Count(orchestrator.Segments), Count(orchestrator.AiJobs), Count(orchestrator.TicketsAccepted), Warn(orchestrator.TicketsRejected),
                Money.Gwei(orchestrator.CreditedWei), Money.Gwei(orchestrator.DebitedWei), new Uri(process.Control, "faults").AbsoluteUri.EscapeMarkup());
        }

        return table;
    }

    private static string NameOf(string uri, Seen seen) =>
        seen.Orchestrators.FirstOrDefault(orchestrator => uri.Length > 0 && orchestrator.Service.Authority == new Uri(uri).Authority)?.Name ?? uri;

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Warn(long number) => number == 0 ? "0" : $"[yellow]{Count(number)}[/]";
}
