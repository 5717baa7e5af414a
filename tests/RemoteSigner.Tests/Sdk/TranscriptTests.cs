using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Sdk;

/// <summary>
/// Recorded exchanges of the unmodified Python SDK, sent again to this signer: the same request lines, headers and bodies at the same moments, only that a
/// state is this signer's own, echoed as it came.
/// </summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Transcripts()
    {
        using var document = Vectors.Load("sdk-transcripts.json");
        return [.. document.RootElement.GetProperty("transcripts").EnumerateArray().Where(AsksForPayments).Select(transcript => transcript.Text("id"))];
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Requests_OfATranscript_AreAnsweredAsTheSdkNeedsThem(string id)
    {
        using var document = Vectors.Load("sdk-transcripts.json");
        var transcript = document.RootElement.GetProperty("transcripts").EnumerateArray().Single(transcript => transcript.Text("id") == id);
        var exchanges = transcript.GetProperty("exchanges").EnumerateArray().Where(exchange => exchange.Text("to") == "signer").ToList();
        var started = StartOf(transcript);
        var time = new FakeTimeProvider(started);
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(
            folder, folder.Options(("chain-l1-genesis-unix-seconds", started.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))), time: time);
        var replay = new Replay(signer.Host.HttpAddress);

        foreach (var exchange in exchanges)
        {
            var moment = started.AddSeconds(exchange.GetProperty("t").GetDouble());
            if (moment > time.GetUtcNow())
            {
                time.SetUtcNow(moment);
            }

            await replay.SendAsync(exchange);
        }

        Assert.Equal(exchanges.Count(Replay.WasPaid), replay.Answered);
    }

    [Fact]
    public void Transcripts_WithPayments_AreThere() => Assert.True(Transcripts().Count >= 25);

    private static bool AsksForPayments(JsonElement transcript) => transcript.GetProperty("exchanges").EnumerateArray()
        .Any(exchange => exchange.TryGetProperty("request", out var request) && request.Text("line").Contains("/generate-live-payment", StringComparison.Ordinal));

    /// <summary>When it was recorded: the first answer with a date, less its time since the start.</summary>
    private static DateTimeOffset StartOf(JsonElement transcript)
    {
        foreach (var exchange in transcript.GetProperty("exchanges").EnumerateArray())
        {
            if (exchange.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object)
            {
                var date = response.GetProperty("headers").EnumerateArray().Select(header => header.GetString()!).FirstOrDefault(header => header.StartsWith("Date: ", StringComparison.Ordinal));
                if (date is not null)
                {
                    return DateTimeOffset.ParseExact(date[6..], "r", CultureInfo.InvariantCulture).AddSeconds(-Math.Floor(exchange.GetProperty("t").GetDouble()));
                }
            }
        }

        throw new InvalidOperationException("The transcript has no date.");
    }
}
