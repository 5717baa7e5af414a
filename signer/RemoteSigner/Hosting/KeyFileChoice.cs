using Livepeer.Crypto;
using Livepeer.Custody.Keystore;

namespace RemoteSigner.Hosting;

/// <summary>Finds the key file that is meant: a file itself, or the one of an account in a folder, named as go-ethereum names them.</summary>
internal static class KeyFileChoice
{
    /// <exception cref="KeystoreException">There is none, or it is not clear which one is meant.</exception>
    public static string Of(string path, EthAddress? account)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }

        var files = Directory.GetFiles(path).Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal).ToArray();
        if (account is { } wanted)
        {
            var ending = Convert.ToHexStringLower(wanted.ToArray());
            files = [.. files.Where(file => Path.GetFileName(file).Contains(ending, StringComparison.OrdinalIgnoreCase))];
        }

        return files.Length switch
        {
            1 => files[0],
            0 when account is null => throw Missing($"The folder {path} holds no key file. Make one: remote-signer keys new --folder {path} --passphrase-file FILE"),
            0 => throw Missing($"The folder {path} holds no key file of {account}."),
            _ when account is null => throw Missing($"The folder {path} holds {files.Length} key files: say which account with --ethAcctAddr, or give the file."),
            _ => throw Missing($"The folder {path} holds {files.Length} key files of {account}: give the file itself."),
        };
    }

    /// <summary>The account that a signer with this path would use, by what the file says of itself; null when that is not clear.</summary>
    public static EthAddress? AccountOf(string path)
    {
        try
        {
            return KeystoreFile.StatedAddress(Of(path, account: null));
        }
        catch (Exception failure) when (failure is KeystoreException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static KeystoreException Missing(string message) => new(KeystoreProblem.Missing, message);
}
