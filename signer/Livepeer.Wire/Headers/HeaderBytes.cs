using System.Diagnostics.CodeAnalysis;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Headers;

/// <summary>Bytes in the value of a header.</summary>
internal static class HeaderBytes
{
    public static bool TryDecode(string message, string header, out byte[] bytes, [NotNullWhen(false)] out WireFault? fault)
    {
        bytes = [];
        fault = null;
        if (header.Length is 0 or > WireLimits.PaymentHeaderLength)
        {
            fault = new WireFault(message, $"{header.Length} characters", $"1 to {WireLimits.PaymentHeaderLength} characters");
            return false;
        }

        // White space inside would be skipped by the decoder and break the header it goes into.
        var decoded = new byte[header.Length / 4 * 3];
        if (header.AsSpan().ContainsAny(" \t\r\n") || !Convert.TryFromBase64String(header, decoded, out var length))
        {
            fault = new WireFault(message, "characters that are no base64", "standard base64");
            return false;
        }

        bytes = decoded[..length];
        return true;
    }
}
