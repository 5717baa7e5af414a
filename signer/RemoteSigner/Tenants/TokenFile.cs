using System.Text;
using Livepeer.Hosting.Access;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Tenants;

/// <summary>
/// The file of tokens: one line each, the tenant's name, a space, the SHA-256 of the token in hexadecimal digits; # begins a comment. A tenant may have
/// several lines, so that tokens can be replaced without a gap.
/// </summary>
internal static class TokenFile
{
    /// <summary>Larger files are refused.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="TokenFileException">It cannot be read, or a line is wrong.</exception>
    public static TokenTable Read(string path)
    {
        string[] lines;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new TokenFileException($"The tenant file {path} is larger than {MaxBytes} bytes.");
            }

            lines = File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException($"The tenant file {path} cannot be read: {failure.Message}", failure);
        }

        var entries = new List<TokenTable.Entry>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                entries.Add(Parse(line) ?? throw new TokenFileException(
                    $"The tenant file {path} is wrong in line {i + 1}: expected a tenant name of [a-z0-9-], a space, and 64 hexadecimal digits."));
            }
        }

        return new TokenTable(entries);
    }

    /// <summary>Appends one token's line; a new file is readable by its owner alone.</summary>
    /// <exception cref="TokenFileException">It cannot be written.</exception>
    public static void Append(string path, TenantId tenant, ReadOnlySpan<byte> hash)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, options);
            var line = $"{tenant} {Convert.ToHexStringLower(hash)}\n";
            file.Write(Encoding.UTF8.GetBytes(EndsInALine(file) ? line : "\n" + line));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException($"The tenant file {path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Whether the file is empty or its last line has its end; leaves the position behind the last byte. An editor may have left the end out.</summary>
    private static bool EndsInALine(FileStream file)
    {
        if (file.Length == 0)
        {
            return true;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private static TokenTable.Entry? Parse(string line)
    {
        var parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var hash = new byte[TokenHash.Size];
        return parts.Length == 2
            && TenantNames.IsValid(parts[0])
            && parts[1].Length == 2 * TokenHash.Size
            && Convert.FromHexString(parts[1], hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? new TokenTable.Entry(new Caller(new TenantId(parts[0])), hash)
            : null;
    }
}
