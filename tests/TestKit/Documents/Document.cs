using System.Runtime.CompilerServices;

namespace TestKit.Documents;

/// <summary>
/// The generated part of a document, between two marks. The test that compares it rewrites it when the environment variable UPDATE_DOCS is set, and fails
/// otherwise when it is out of step.
/// </summary>
public static class Document
{
    /// <summary>Compares one part.</summary>
    /// <param name="path">Below docs.</param>
    /// <param name="part">Name in the marks.</param>
    /// <param name="expected">What the program says.</param>
    /// <param name="here">Filled in by the compiler.</param>
    public static void AssertInStep(string path, string part, string expected, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Root(here), "docs", path);
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

    private static string Root(string here)
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "RemoteSigner.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("RemoteSigner.sln is in no folder above the tests.");
    }
}
