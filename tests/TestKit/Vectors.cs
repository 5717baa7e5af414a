using System.Text.Json;

namespace TestKit;

/// <summary>Golden data of tests/vectors, found beside the test assembly.</summary>
public static class Vectors
{
    /// <summary>Loads one file, for example "payments.json". The caller keeps the document.</summary>
    public static JsonDocument Load(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", file)));

    /// <summary>Bytes of a 0x-hex text.</summary>
    public static byte[] Hex(string text) => Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);

    /// <summary>Bytes of a 0x-hex property.</summary>
    public static byte[] Hex(this JsonElement element, string property) => Hex(element.GetProperty(property).GetString()!);

    /// <summary>A text property that must be there.</summary>
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
