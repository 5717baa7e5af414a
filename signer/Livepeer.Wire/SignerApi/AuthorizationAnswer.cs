using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>What the authorization webhook answers.</summary>
/// <param name="Status">200 allows; anything else is what the caller gets.</param>
/// <param name="Reason">Message for the caller.</param>
/// <param name="ExpiryUnixSeconds">Until when it need not be asked again; 0 or less for always.</param>
/// <param name="AuthId">Who the caller is; may be empty.</param>
/// <param name="MaxPrice">A ceiling for this payment; null for none.</param>
/// <remarks>Source: go-livepeer server/remote_signer.go authResponse.</remarks>
public sealed record AuthorizationAnswer(long Status, string Reason, long ExpiryUnixSeconds, string AuthId, MaxPrice? MaxPrice)
{
    private static readonly string[] Names = ["status", "reason", "expiry", "auth_id", "maxPrice"];

    /// <summary>Reads an answer.</summary>
    /// <param name="body">One JSON object and nothing else.</param>
    /// <param name="answer">Null when it is none, or names no status.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out AuthorizationAnswer? answer)
    {
        answer = null;
        try
        {
            var json = new GoObjectReader(body);
            var read = Read(ref json);
            json.EndText();
            answer = json.Fault is null && read.Status > 0 ? read : null;
        }
        catch (JsonException)
        {
            // What is no JSON is no answer.
        }

        return answer is not null;
    }

    private static AuthorizationAnswer Read(ref GoObjectReader json)
    {
        long status = 0, expiry = 0;
        string reason = "", authId = "";
        MaxPrice? maxPrice = null;
        if (json.BeginText())
        {
            for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
            {
                switch (member)
                {
                    case 0:
                        json.Number("status", ref status);
                        break;
                    case 1:
                        json.Text("reason", ref reason);
                        break;
                    case 2:
                        json.Number("expiry", ref expiry);
                        break;
                    case 3:
                        json.Text("auth_id", ref authId);
                        break;
                    case 4:
                        maxPrice = MaxPriceJson.Read(ref json);
                        break;
                }
            }
        }

        return new AuthorizationAnswer(status, reason, expiry, authId, maxPrice);
    }
}
