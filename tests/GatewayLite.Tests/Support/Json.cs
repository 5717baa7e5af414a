using System.Text.Json;

namespace GatewayLite.Tests.Support;

/// <summary>Bodies as JSON.</summary>
internal static class Json
{
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(response);
    }

    /// <summary>Asserts the error envelope and answers its code.</summary>
    public static async Task<string> ErrorCodeAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = (await ReadAsync(response)).GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(Assert.Single(response.Headers.GetValues("Livepeer-Request-Id")), error.GetProperty("request_id").GetString());
        return error.GetProperty("code").GetString()!;
    }
}
