using Livepeer.Crypto;

namespace Livepeer.Wire.SignerApi;

/// <summary>Answer of <see cref="SignerPaths.SignOrchestratorInfo"/>.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go SignOrchestratorInfo.</remarks>
public static class OrchestratorSignatureJson
{
    /// <summary>The checksummed address and the signature in lower-case hexadecimal digits, both with 0x.</summary>
    public static byte[] Write(EthAddress address, Signature65 signature) => new JsonText(256)
        .Raw("{\"address\":"u8).Text(address.ToString())
        .Raw(",\"signature\":"u8).Text(signature.ToString())
        .Raw("}\n"u8).Written.ToArray();
}
