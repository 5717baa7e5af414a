using System.Text;
using System.Text.Json;
using Conformance.Running;

namespace Conformance.Signer;

/// <summary>One HTTP answer, whole.</summary>
/// <param name="Status">Number of the status line.</param>
/// <param name="Headers">All of them; names in any case.</param>
/// <param name="Body">As it came.</param>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    /// <summary>The envelope's message of an answer that must be this error.</summary>
    public string Error(int status)
    {
        Expect.That(Status == status, $"expected status {status}, was {Status} with {Shown()}");
        Expect.Equal("application/json", Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type of an error");
        Expect.That(Text.EndsWith('\n'), "the error's body does not end with a line feed");
        var message = Json().GetProperty("error").GetProperty("message").GetString();
        Expect.That(!string.IsNullOrEmpty(message), "the error has no message");
        return message!;
    }

    /// <summary>Makes sure that this is the error with the message.</summary>
    public void IsError(int status, string message) => Expect.Equal(message, Error(status), $"message of the {status}");

    /// <summary>Makes sure that this is the error, and that its message has the text in it.</summary>
    public void IsErrorWith(int status, string part) => Expect.Contains(part, Error(status), $"message of the {status}");

    private string Shown() => Text.Length <= 300 ? Text.Trim() : Text[..300] + "…";
}
