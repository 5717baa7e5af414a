using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;

namespace Livepeer.Custody.Keystore;

/// <summary>A key file that was read and found sound: every field has the right length and every cost is bounded.</summary>
/// <param name="StatedAddress">The address the file states; files may leave it out for privacy.</param>
/// <param name="Derivation">From the passphrase to the key of the cipher.</param>
/// <param name="Counter">16 bytes.</param>
/// <param name="CipherText">1 to 32 bytes: the encrypted private key.</param>
/// <param name="Mac">32 bytes.</param>
internal sealed record KeystoreDocument(EthAddress? StatedAddress, KeyDerivation Derivation, byte[] Counter, byte[] CipherText, byte[] Mac)
{
    /// <summary>Greatest length of a key file; real ones have about 500 bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Reads the JSON.</summary>
    /// <param name="path">Only for messages.</param>
    /// <param name="json">The content of the file.</param>
    /// <exception cref="KeystoreException">Malformed, unsupported or too costly.</exception>
    public static KeystoreDocument Parse(string path, ReadOnlySpan<byte> json)
    {
        KeystoreJson? file;
        try
        {
            file = JsonSerializer.Deserialize(json, KeystoreJsonContext.Default.KeystoreJson);
        }
        catch (JsonException exception)
        {
            // The position is safe to tell, the text around it is not: the file may be the wrong one.
            throw Malformed(path, $"it is not a JSON object of the expected form (line {exception.LineNumber + 1})");
        }

        if (file is null)
        {
            throw Malformed(path, "it is empty");
        }

        Require(path, file.Version == 3, $"version {file.Version}, only 3 is read");
        var crypto = file.Crypto ?? throw Malformed(path, "crypto is missing");
        Require(path, crypto.Cipher == "aes-128-ctr", "its cipher is not aes-128-ctr");
        return new KeystoreDocument(
            ReadAddress(path, file.Address),
            ReadDerivation(path, crypto),
            ReadBytes(path, "cipherparams.iv", crypto.CipherParameters?.Iv, 16, 16),
            ReadBytes(path, "ciphertext", crypto.CipherText, 1, 32),
            ReadBytes(path, "mac", crypto.Mac, 32, 32));
    }

    private static KeyDerivation ReadDerivation(string path, KeystoreCryptoJson crypto)
    {
        var parameters = crypto.KdfParameters ?? throw Malformed(path, "kdfparams is missing");
        var salt = ReadBytes(path, "kdfparams.salt", parameters.Salt, 0, MaxBytes);
        Require(path, parameters.DerivedKeyLength == KeyDerivation.Size, $"kdfparams.dklen is {parameters.DerivedKeyLength}, not {KeyDerivation.Size}");
        switch (crypto.Kdf)
        {
            case "scrypt":
                return parameters is { N: { } n, R: { } r, P: { } p }
                    ? ScryptCost.TryCreate(n, r, p, out var cost)
                        ? new KeyDerivation.ByScrypt(salt, cost)
                        : throw TooCostly(path, $"scrypt with n={n}, r={r}, p={p} is undefined, or takes more than {ScryptCost.MaxMemoryBytes >> 20} MiB or some ten seconds")
                    : throw Malformed(path, "kdfparams lacks n, r or p");
            case "pbkdf2":
                Require(path, parameters.Prf == "hmac-sha256", "kdfparams.prf is not hmac-sha256");
                var iterations = parameters.Iterations ?? throw Malformed(path, "kdfparams lacks c");
                return iterations is > 0 and <= KeyDerivation.MaxIterations
                    ? new KeyDerivation.ByPbkdf2(salt, iterations)
                    : throw TooCostly(path, $"pbkdf2 with c={iterations} is outside 1 to {KeyDerivation.MaxIterations}");
            default:
                throw new KeystoreException(KeystoreProblem.Unsupported, $"The key file {path} cannot be used: its kdf is neither scrypt nor pbkdf2.");
        }
    }

    private static EthAddress? ReadAddress(string path, string? text) => text switch
    {
        null or "" => null,
        _ => EthAddress.TryParse(text, out var address) ? address : throw Malformed(path, "address is not an address"),
    };

    private static byte[] ReadBytes(string path, string field, string? hex, int minLength, int maxLength)
    {
        var digits = hex is null ? throw Malformed(path, $"{field} is missing") : hex.AsSpan(hex.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0);
        var bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0
            && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && bytes.Length >= minLength
            && bytes.Length <= maxLength
                ? bytes
                : throw Malformed(path, $"{field} is not {minLength} to {maxLength} bytes in hexadecimal");
    }

    private static void Require(string path, bool supported, string fact)
    {
        if (!supported)
        {
            throw new KeystoreException(KeystoreProblem.Unsupported, $"The key file {path} cannot be used: {fact}.");
        }
    }

    private static KeystoreException Malformed(string path, string fact) => new(KeystoreProblem.Malformed, $"{path} is not a V3 key file: {fact}.");

    private static KeystoreException TooCostly(string path, string fact) => new(KeystoreProblem.TooCostly, $"The key file {path} is refused: {fact}.");
}
