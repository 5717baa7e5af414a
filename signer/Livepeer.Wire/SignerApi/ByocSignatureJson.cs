using Livepeer.Crypto;

namespace Livepeer.Wire.SignerApi;

/// <summary>Answer of <see cref="SignerPaths.SignByocJob"/>.</summary>
/// <remarks>Source: go-livepeer pull request 3869.</remarks>
public static class ByocSignatureJson
{
    /// <summary>The checksummed address and the signature in lower-case hexadecimal digits, both with 0x.</summary>
    public static byte[] Write(EthAddress sender, Signature65 signature) => new JsonText(256)
        .Raw("{\"sender\":"u8).Text(sender.ToString())
        .Raw(",\"signature\":"u8).Text(signature.ToString())
        .Raw("}\n"u8).Written.ToArray();
}
