using System.Text;
using DevOrchestrator.Crypto;

namespace DevOrchestrator.Cli;

/// <summary>A private key as 64 hex digits in a file that only its owner may read. For development: nothing of value hangs on it.</summary>
internal static class KeyFile
{
    /// <summary>The key in the file, which is made with a fresh one when it is missing.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static async Task<byte[]> ReadOrCreateAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            var secret = EthKey.Create().ToSecret();
            var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var file = new FileStream(path, access);
            await file.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret) + "\n"), cancellationToken);
            return secret;
        }

        var text = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new FormatException($"{path} does not hold a private key of 64 hex digits; remove it to have a new one made");
    }
}
