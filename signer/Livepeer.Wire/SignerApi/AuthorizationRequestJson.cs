namespace Livepeer.Wire.SignerApi;

/// <summary>What the authorization webhook is sent.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go generateLivePaymentWebhookBody.</remarks>
public static class AuthorizationRequestJson
{
    /// <summary>The caller's headers in the order of their names, and the state that the session will have.</summary>
    /// <param name="headers">Names in canonical capitalization, each with all its values.</param>
    /// <param name="state">JSON of the state.</param>
    public static byte[] Write(IReadOnlyDictionary<string, IReadOnlyList<string>> headers, ReadOnlySpan<byte> state)
    {
        var json = new JsonText(1024 + state.Length);
        json.Raw("{\"headers\":{"u8);
        var first = true;
        foreach (var (name, values) in headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            json.Raw(first ? ""u8 : ","u8).Text(name).Raw(":["u8);
            for (var i = 0; i < values.Count; i++)
            {
                json.Raw(i == 0 ? ""u8 : ","u8).Text(values[i]);
            }

            json.Raw("]"u8);
            first = false;
        }

        return json.Raw("},\"state\":"u8).Raw(state).Raw("}"u8).Written.ToArray();
    }
}
