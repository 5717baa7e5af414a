using System.Text.Json;
using Livepeer.Crypto;

namespace Livepeer.Wire.SignerApi;

/// <summary>Answer of <see cref="SignerPaths.SignOrchestratorInfo"/>.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go SignOrchestratorInfo.</remarks>
public static class OrchestratorSignatureJson
{
    private static readonly string[] Names = ["address", "signature"];

    /// <summary>The checksummed address and the signature in lower-case hexadecimal digits, both with 0x.</summary>
    public static byte[] Write(EthAddress address, Signature65 signature) => new JsonText(256)
        .Raw("{\"address\":"u8).Text(address.ToString())
        .Raw(",\"signature\":"u8).Text(signature.ToString())
        .Raw("}\n"u8).Written.ToArray();

    /// <summary>Reads an answer by the rules of Go's decoder; the digits may be in any case, and 0x may be missing.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="address">Who pays; only its length is checked.</param>
    /// <param name="signature">Only its length is checked.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out EthAddress address, out Signature65 signature)
    {
        string addressText = "", signatureText = "";
        var addressBytes = new byte[EthAddress.Size];
        var signatureBytes = new byte[Signature65.Size];
        var read = TryReadTexts(body, ref addressText, ref signatureText) && TryDecode(addressText, addressBytes) && TryDecode(signatureText, signatureBytes);
        address = read ? new EthAddress(addressBytes) : default;
        signature = read ? new Signature65(signatureBytes) : default;
        return read;
    }

    private static bool TryReadTexts(ReadOnlySpan<byte> body, ref string address, ref string signature)
    {
        try
        {
            var json = new GoObjectReader(body);
            if (json.BeginText())
            {
                for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
                {
                    switch (member)
                    {
                        case 0:
                            json.Text("address", ref address);
                            break;
                        case 1:
                            json.Text("signature", ref signature);
                            break;
                    }
                }
            }

            return json.Fault is null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryDecode(string text, byte[] bytes)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return digits.Length == 2 * bytes.Length && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
