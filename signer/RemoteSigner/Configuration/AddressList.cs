using System.Collections.Frozen;
using Livepeer.Crypto;

namespace RemoteSigner.Configuration;

/// <summary>Reads accounts divided by commas, with or without 0x, as go-livepeer's <c>-orchBlocklist</c> has them.</summary>
internal static class AddressList
{
    public static bool Parse(string text, out IReadOnlySet<EthAddress> value, out string problem)
    {
        var addresses = new HashSet<EthAddress>();
        value = addresses;
        problem = string.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!EthAddress.TryParse(part.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? part : "0x" + part, out var address))
            {
                problem = $"no list of addresses: '{part}' is not 40 hexadecimal digits with 0x in front";
                return false;
            }

            addresses.Add(address);
        }

        value = addresses.ToFrozenSet();
        return true;
    }
}
