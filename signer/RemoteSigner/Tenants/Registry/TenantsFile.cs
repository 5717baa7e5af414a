using System.Text.Json;

namespace RemoteSigner.Tenants.Registry;

/// <summary>The registry's file: read by the running signer, written by the commands alone.</summary>
internal static class TenantsFile
{
    /// <summary>Name in the data folder.</summary>
    public const string DefaultName = "tenants.json";

    /// <summary>Larger files are refused: some ten thousand tenants.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The file's bytes; null when there is no file.</summary>
    /// <exception cref="TenantsFileException">It cannot be read.</exception>
    public static byte[]? ReadBytes(string path)
    {
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });
            if (stream.Length > MaxBytes)
            {
                throw new TenantsFileException($"The tenant file {path} is larger than {MaxBytes} bytes.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TenantsFileException($"The tenant file {path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads everything; a file that is not there has nobody.</summary>
    /// <exception cref="TenantsFileException">It cannot be read, or something in it is wrong.</exception>
    public static TenantTable Read(string path) => ReadBytes(path) is { } bytes ? Parse(path, bytes) : TenantTable.Empty;

    /// <summary>Understands the bytes of the file.</summary>
    /// <exception cref="TenantsFileException">Something in them is wrong.</exception>
    public static TenantTable Parse(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonSerializer.Deserialize(bytes, TenantsJsonContext.Default.TenantsJson);
            return TenantsJsonReader.Read(json ?? throw new FormatException("it is empty"));
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw new TenantsFileException($"The tenant file {path} is wrong: {failure.Message}", failure);
        }
    }

    /// <summary>The file's bytes for a table.</summary>
    public static byte[] Write(TenantTable table) => [.. JsonSerializer.SerializeToUtf8Bytes(TenantsJsonReader.Write(table), TenantsJsonContext.Default.TenantsJson), (byte)'\n'];

    /// <summary>Whether users other than the owner may read or write the file.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows()
        && File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0;
}
