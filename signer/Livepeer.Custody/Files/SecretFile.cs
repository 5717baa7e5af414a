using System.Security.Cryptography;

namespace Livepeer.Custody.Files;

/// <summary>The content of a small file that holds a secret, in pinned memory that is zeroed on disposal.</summary>
internal sealed class SecretFile : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private SecretFile(byte[] buffer, int length, bool readableByOthers)
    {
        _buffer = buffer;
        _length = length;
        ReadableByOthers = readableByOthers;
    }

    /// <summary>What the file holds.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether users other than the owner and its group may read the file.</summary>
    public bool ReadableByOthers { get; }

    /// <summary>Reads a whole file; pipes and links to files will do.</summary>
    /// <exception cref="InvalidDataException">The file is longer than the bound.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static SecretFile Read(string path, int maxBytes)
    {
        // Unbuffered: a stream's own buffer would keep a copy of the secret.
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });
        var readableByOthers = !OperatingSystem.IsWindows() && File.GetUnixFileMode(stream.SafeFileHandle).HasFlag(UnixFileMode.OtherRead);
        var buffer = GC.AllocateArray<byte>(maxBytes + 1, pinned: true);
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length <= maxBytes)
        {
            return new SecretFile(buffer, length, readableByOthers);
        }

        CryptographicOperations.ZeroMemory(buffer);
        throw new InvalidDataException($"The file {path} is longer than {maxBytes} bytes.");
    }

    /// <summary>Zeroes the memory.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);
}
