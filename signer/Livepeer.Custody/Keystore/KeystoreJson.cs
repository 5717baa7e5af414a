using System.Text.Json.Serialization;

namespace Livepeer.Custody.Keystore;

/// <summary>A V3 key file as it stands on disk.</summary>
/// <remarks>Source: Web3 Secret Storage Definition, version 3; field order as go-ethereum writes it.</remarks>
internal sealed record KeystoreJson(
    [property: JsonPropertyName("address")] string? Address,
    [property: JsonPropertyName("crypto")] KeystoreCryptoJson? Crypto,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("version")] int Version);

internal sealed record KeystoreCryptoJson(
    [property: JsonPropertyName("cipher")] string? Cipher,
    [property: JsonPropertyName("ciphertext")] string? CipherText,
    [property: JsonPropertyName("cipherparams")] KeystoreCipherParametersJson? CipherParameters,
    [property: JsonPropertyName("kdf")] string? Kdf,
    [property: JsonPropertyName("kdfparams")] KeystoreKdfParametersJson? KdfParameters,
    [property: JsonPropertyName("mac")] string? Mac);

internal sealed record KeystoreCipherParametersJson([property: JsonPropertyName("iv")] string? Iv);

/// <summary>Parameters of either derivation: n, r and p of scrypt; c and prf of PBKDF2.</summary>
internal sealed record KeystoreKdfParametersJson(
    [property: JsonPropertyName("dklen")] int DerivedKeyLength,
    [property: JsonPropertyName("n")] int? N,
    [property: JsonPropertyName("p")] int? P,
    [property: JsonPropertyName("r")] int? R,
    [property: JsonPropertyName("c")] int? Iterations,
    [property: JsonPropertyName("prf")] string? Prf,
    [property: JsonPropertyName("salt")] string? Salt);

// Some wallets write "Crypto"; the case of a name carries no meaning.
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeystoreJson))]
internal sealed partial class KeystoreJsonContext : JsonSerializerContext;
