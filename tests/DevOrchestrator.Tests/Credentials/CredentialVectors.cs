using System.Text.Json;
using TestKit;

namespace DevOrchestrator.Tests.Credentials;

/// <summary>segdata.json.</summary>
internal static class CredentialVectors
{
    public static readonly JsonElement Root = Vectors.Load("segdata.json").RootElement;

    public static TheoryData<string> Ids(string section) => [.. Root.GetProperty(section).EnumerateArray().Select(vector => vector.Text("id"))];

    public static JsonElement Find(string section, string id) => Root.GetProperty(section).EnumerateArray().Single(vector => vector.Text("id") == id);

    public static void AssertRefusal(JsonElement vector, string? refusal)
    {
        if (vector.TryGetProperty("errorIsPrefix", out var isPrefix) && isPrefix.GetBoolean())
        {
            Assert.StartsWith(vector.Text("error"), refusal, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(vector.GetProperty("error").GetString(), refusal);
    }
}
