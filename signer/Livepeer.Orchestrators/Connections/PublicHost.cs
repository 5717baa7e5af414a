using System.Net;

namespace Livepeer.Orchestrators.Connections;

/// <summary>Whether an address, as it is written, can be one of the internet. What a name resolves to is judged when connecting.</summary>
internal static class PublicHost
{
    // Sources: RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of "internal".
    private static readonly string[] Inside = [".localhost", ".local", ".internal", ".home.arpa"];

    /// <summary>False for literals that are not public, for names of this machine or of an inside, and for what is no name.</summary>
    public static bool Is(Uri address)
    {
        if (!HostName.TryRead(address, out var host))
        {
            return false;
        }

        var name = host.TrimEnd('.');
        if (IPAddress.TryParse(name, out var literal))
        {
            return AddressKinds.Of(literal) == AddressKind.Public;
        }

        // No top-level domain begins with a digit, but readers of odd numbers take such a name for one. A name without a dot is looked for inside.
        var last = name.LastIndexOf('.') + 1;
        return last > 0 && !char.IsAsciiDigit(name[last]) && !Array.Exists(Inside, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
