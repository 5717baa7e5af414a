using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Reads the envelope of the signer's errors.</summary>
/// <remarks>Source: go-livepeer server/handlers.go respondJsonError.</remarks>
public static class SignerErrorJson
{
    private const int MaxCharacters = 300;

    private static readonly string[] Names = ["error"];
    private static readonly string[] ErrorNames = ["message"];

    /// <summary>The message, shortened; empty when the body is no such envelope.</summary>
    public static string Message(ReadOnlySpan<byte> body)
    {
        var message = "";
        try
        {
            var json = new GoObjectReader(body);
            for (var found = json.BeginText() && json.Next(Names) == 0; found; found = json.Next(Names) == 0)
            {
                for (var inside = json.BeginObject("error") && json.Next(ErrorNames) == 0; inside; inside = json.Next(ErrorNames) == 0)
                {
                    json.Text("error.message", ref message);
                }
            }
        }
        catch (JsonException)
        {
            // The page of a proxy, or an answer that was cut.
        }

        return message.Length <= MaxCharacters ? message : message[..MaxCharacters];
    }
}
