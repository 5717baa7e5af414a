using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;

namespace Benchmarks.Streams;

/// <summary>
/// One session of go-livepeer's HTTP API as its clients lead it: units that one ticket pays for, the state echoed as it came, new ticket parameters after 400
/// tickets. Belongs to one caller.
/// </summary>
internal sealed class HttpSession(string name, HttpClient http)
{
    private const int TicketsPerParameters = 400;
    private const long UnitsOfOneTicket = 8_000_000_000 / 60;
    private static readonly byte[] StateName = Encoding.UTF8.GetBytes("\"state\":");
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private string _information = string.Empty;
    private string _state = string.Empty;
    private int _payments;

    public async ValueTask PayAsync(CancellationToken cancellationToken)
    {
        if (_payments % TicketsPerParameters == 0)
        {
            _information = Convert.ToBase64String(PayingStream.Information(name, $"{name}-{_payments}").ToByteArray());
        }

        _payments++;
        var body = string.Create(
            CultureInfo.InvariantCulture, $"{{\"orchestrator\":\"{_information}\",\"ManifestID\":\"{name}\",\"inPixels\":{UnitsOfOneTicket},\"type\":\"\"{_state}}}");
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = Json;
        using var response = await http.PostAsync(new Uri("/generate-live-payment", UriKind.Relative), content, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"A payment was answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
        }

        _state = "," + Encoding.ASCII.GetString(answer.AsSpan(answer.AsSpan().IndexOf(StateName)).TrimEnd((byte)'\n')[..^1]);
    }
}
