namespace Livepeer.Payments.Signables;

/// <summary>Printable ASCII: 0x20 to 0x7E, one byte per character.</summary>
internal static class PrintableText
{
    /// <summary>Whether a text has 1 to <paramref name="maxLength"/> characters, all of them printable ASCII.</summary>
    public static bool IsValid(string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
