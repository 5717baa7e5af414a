using System.Security.Cryptography;

namespace Livepeer.Custody.Keystore;

/// <summary>The passphrase of a key file, as bytes in pinned memory that are zeroed on disposal. It has no text form.</summary>
public sealed class Passphrase : IDisposable
{
    /// <summary>Greatest length in bytes, its line end included.</summary>
    public const int MaxBytes = 4096;

    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>Copies the bytes (UTF-8 as every wallet writes it); the caller zeroes its own copy. Empty is a passphrase too.</summary>
    /// <exception cref="ArgumentException">Longer than <see cref="MaxBytes"/>.</exception>
    public Passphrase(ReadOnlySpan<byte> bytes)
        : this(bytes, readableByOthers: false)
    {
    }

    private Passphrase(ReadOnlySpan<byte> bytes, bool readableByOthers)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new ArgumentException($"A passphrase has at most {MaxBytes} bytes.", nameof(bytes));
        }

        _bytes = GC.AllocateArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
        ReadableByOthers = readableByOthers;
    }

    /// <summary>Whether it came from a file that users other than the owner and its group may read: worth a warning at start-up.</summary>
    public bool ReadableByOthers { get; }

    /// <summary>The bytes, for deriving a key.</summary>
    /// <exception cref="ObjectDisposedException">The passphrase was zeroed.</exception>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>Reads a file whose only line is the passphrase: line ends after it do not count.</summary>
    /// <exception cref="KeystoreException">The file is missing, unreadable, too long or has several lines.</exception>
    public static Passphrase FromFile(string path)
    {
        using var file = KeystoreFault.Guard(path, () => Files.SecretFile.Read(path, MaxBytes));
        var bytes = file.Bytes.TrimEnd("\r\n"u8);
        return bytes.Contains((byte)'\n')
            ? throw new KeystoreException(KeystoreProblem.Malformed, $"The passphrase file {path} has more than one line.")
            : new Passphrase(bytes, file.ReadableByOthers);
    }

    /// <summary>Zeroes the memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>Never the passphrase.</summary>
    public override string ToString() => "passphrase";
}
