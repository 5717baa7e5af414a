namespace Livepeer.Hosting.Options;

/// <summary>Where a secret is: in a file, or in the environment itself. It has no printing form, so that no log line or error can carry it.</summary>
public sealed class Secret
{
    private Secret(string? file, string? text)
    {
        File = file;
        Text = text;
    }

    /// <summary>The file that holds it as its only line; null when it was given itself.</summary>
    public string? File { get; }

    /// <summary>The secret; null when it is in a file.</summary>
    public string? Text { get; }

    /// <summary>A secret in a file.</summary>
    public static Secret InFile(string path) => new(path, null);

    /// <summary>A secret out of the environment.</summary>
    public static Secret Given(string text) => new(null, text);

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
