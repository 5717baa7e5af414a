using System.Buffers;
using System.Text;

namespace DevOrchestrator.Credentials;

/// <summary>Standard padded base64 as Go's decoder reads it: line breaks are skipped, and an error names the byte where it stopped.</summary>
internal static class GoBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);

    /// <summary>False with the position of the first byte that cannot stand there.</summary>
    public static bool TryDecode(string text, out byte[] bytes, out int errorAt)
    {
        errorAt = Fault(text);
        bytes = errorAt < 0 ? Convert.FromBase64String(WithoutBreaks(text)) : [];
        return errorAt < 0;
    }

    /// <summary>The position of the fault, or -1.</summary>
    private static int Fault(string text)
    {
        var inQuantum = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsBreak(text[at]))
            {
                continue;
            }

            if (text[at] == '=')
            {
                return inQuantum < 2 ? at : FaultInPadding(text, at, inQuantum);
            }

            if (!Digits.Contains(text[at]))
            {
                return at;
            }

            inQuantum = (inQuantum + 1) % 4;
        }

        return inQuantum == 0 ? -1 : text.Length - inQuantum;
    }

    private static int FaultInPadding(string text, int at, int inQuantum)
    {
        at = SkipBreaks(text, at + 1);
        if (inQuantum == 2)
        {
            if (at == text.Length)
            {
                return at;
            }

            if (text[at] != '=')
            {
                return at - 1; // Go names the byte before the one it did not expect here
            }

            at = SkipBreaks(text, at + 1);
        }

        return at == text.Length ? -1 : at;
    }

    private static int SkipBreaks(string text, int at)
    {
        while (at < text.Length && IsBreak(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsBreak(char character) => character is '\r' or '\n';

    private static string WithoutBreaks(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => !IsBreak(character)))
        {
            kept.Append(character);
        }

        return kept.ToString();
    }
}
