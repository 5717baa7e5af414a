using System.Runtime.CompilerServices;

namespace RemoteSigner.Tests.Support;

/// <summary>
/// The generated part of a document, between two marks. The test that compares it rewrites it when the environment variable UPDATE_DOCS is set, and fails
/// otherwise when it is out of step.
/// </summary>
internal static class Document
{
    public static void AssertInStep(string path, string part, string expected, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", path);
        var begin = $"<!-- {part}: generated, begin -->\n";
        var end = $"<!-- {part}: generated, end -->";
        var text = File.ReadAllText(file);
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"docs/{path} has no part {part}");
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("UPDATE_DOCS")))
        {
            File.WriteAllText(file, string.Concat(text.AsSpan(0, from), expected, text.AsSpan(to)));
            return;
        }

        Assert.Equal(expected, text[from..to]);
    }
}
