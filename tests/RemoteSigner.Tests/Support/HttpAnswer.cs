using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace RemoteSigner.Tests.Support;

/// <summary>An answer of the HTTP API.</summary>
internal sealed record HttpAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
#pragma warning disable CA1507 // A name on the wire, which happens to be a property's here.
    private const string Member = "State";
#pragma warning restore CA1507

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Error => Json["error"]!["message"]!.GetValue<string>();

    /// <summary>To be echoed.</summary>
    public JsonNode State => Json["state"]!;

    /// <summary>What the state says.</summary>
    public JsonElement Content
    {
        get
        {
            using var document = JsonDocument.Parse(StateText);
            return document.RootElement.Clone();
        }
    }

    public Payment Payment => Payment.Parser.ParseFrom(ByteString.FromBase64(Json["payment"]!.GetValue<string>()));

    public string StateText => Encoding.UTF8.GetString(Convert.FromBase64String(State[Member]!.GetValue<string>()));

    public void IsError(int status, string message) => Assert.Equal((status, message), (Status, Error));
}
