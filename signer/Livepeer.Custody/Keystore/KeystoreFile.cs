using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Files;

namespace Livepeer.Custody.Keystore;

/// <summary>V3 key files, as go-ethereum, go-livepeer and most wallets read and write them.</summary>
/// <remarks>Source: Web3 Secret Storage Definition, version 3; go-ethereum accounts/keystore.</remarks>
public static class KeystoreFile
{
    /// <summary>Reads a file and opens it with the passphrase. Takes about a second and 256 MiB for usual files, at most ten seconds and 1 GiB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What it was locked with.</param>
    /// <param name="expected">The address the operator configured; null takes whichever key is inside.</param>
    /// <exception cref="KeystoreException">The file cannot be used; the problem says why.</exception>
    public static UnlockedKey Unlock(string path, Passphrase passphrase, EthAddress? expected)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        using var file = KeystoreFault.Guard(path, () => SecretFile.Read(path, KeystoreDocument.MaxBytes));
        var document = KeystoreDocument.Parse(path, file.Bytes);

        // Before the costly part: the wrong file is the usual mistake.
        RequireSame(path, "says it holds", document.StatedAddress, expected);
        var key = Open(path, document, passphrase);
        try
        {
            var address = Secp256k1.Best.AddressOf(key);
            RequireSame(path, "holds", address, document.StatedAddress);
            RequireSame(path, "holds", address, expected);
            return new UnlockedKey(key, address, file.ReadableByOthers);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The address that a file says it holds, without opening it; null when it does not say. Only the passphrase proves it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeystoreException">The file cannot be used; the problem says why.</exception>
    public static EthAddress? StatedAddress(string path)
    {
        using var file = KeystoreFault.Guard(path, () => SecretFile.Read(path, KeystoreDocument.MaxBytes));
        return KeystoreDocument.Parse(path, file.Bytes).StatedAddress;
    }

    /// <summary>Writes a key to a new file that only its owner may read. The file appears whole or not at all.</summary>
    /// <param name="path">A file that is not there yet, in a folder that is.</param>
    /// <param name="key">The key; the caller disposes of it.</param>
    /// <param name="passphrase">What opens it again.</param>
    /// <param name="cost"><see cref="ScryptCost.Standard"/>, or <see cref="ScryptCost.Light"/> for development.</param>
    /// <returns>The address of the key.</returns>
    /// <exception cref="KeystoreException">The file is there already or cannot be written.</exception>
    public static EthAddress Write(string path, PrivateKey key, Passphrase passphrase, ScryptCost cost)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        if (Path.Exists(path))
        {
            throw new KeystoreException(KeystoreProblem.AlreadyThere, $"{path} is there already; a key file is never overwritten.");
        }

        var derivation = new KeyDerivation.ByScrypt(RandomNumberGenerator.GetBytes(32), cost);
        var address = Secp256k1.Best.AddressOf(key);
        var json = Serialize(KeystoreCipher.Seal(key, address, passphrase, derivation), derivation, address);
        return KeystoreFault.Guard(path, () =>
        {
            NewFile.Write(path, json);
            return address;
        });
    }

    /// <summary>The name go-ethereum gives a key file, so that its tools find the key in a folder.</summary>
    public static string NameFor(EthAddress address, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"UTC--{now.UtcDateTime:yyyy-MM-ddTHH-mm-ss.fffffff}00Z--{Convert.ToHexStringLower(address.ToArray())}");

    private static PrivateKey Open(string path, KeystoreDocument document, Passphrase passphrase)
    {
        try
        {
            return KeystoreCipher.Open(document, passphrase)
                ?? throw new KeystoreException(KeystoreProblem.WrongPassphrase, $"The passphrase does not open the key file {path} (or the file was damaged).");
        }
        catch (ArgumentException exception)
        {
            throw new KeystoreException(KeystoreProblem.Malformed, $"The key file {path} opens, but what it holds is not a private key.", exception);
        }
    }

    private static void RequireSame(string path, string verb, EthAddress? found, EthAddress? wanted)
    {
        if (found is { } there && wanted is { } named && there != named)
        {
            throw new KeystoreException(KeystoreProblem.AddressMismatch, $"The key file {path} {verb} the key of {there}, not of {named}.");
        }
    }

    private static byte[] Serialize(KeystoreDocument document, KeyDerivation.ByScrypt derivation, EthAddress address)
    {
        var parameters = new KeystoreKdfParametersJson(
            KeyDerivation.Size, derivation.Cost.N, derivation.Cost.P, derivation.Cost.R, Iterations: null, Prf: null, Convert.ToHexStringLower(derivation.Salt));
        var crypto = new KeystoreCryptoJson(
            "aes-128-ctr",
            Convert.ToHexStringLower(document.CipherText),
            new KeystoreCipherParametersJson(Convert.ToHexStringLower(document.Counter)),
            "scrypt",
            parameters,
            Convert.ToHexStringLower(document.Mac));
        var file = new KeystoreJson(Convert.ToHexStringLower(address.ToArray()), crypto, Guid.NewGuid().ToString(), Version: 3);
        return JsonSerializer.SerializeToUtf8Bytes(file, KeystoreJsonContext.Default.KeystoreJson);
    }
}
