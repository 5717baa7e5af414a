namespace Livepeer.Audit.Files;

/// <summary>The disk under a log, as far as it can fail while signatures wait. Tests have one that fails when they like.</summary>
internal interface IAuditDisk
{
    /// <summary>Makes a file, or opens one that is there; its name is durable on return.</summary>
    /// <exception cref="IOException">It cannot be made or opened.</exception>
    IAuditFile Open(string path);
}

/// <summary>One file that is written at its end.</summary>
internal interface IAuditFile : IDisposable
{
    /// <summary>Bytes that it has.</summary>
    long Length { get; }

    /// <summary>Writes bytes at a place.</summary>
    /// <exception cref="IOException">Not all of them got there.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Waits until everything written is on the disk.</summary>
    /// <exception cref="IOException">It is not known to be.</exception>
    void Flush();

    /// <summary>Takes away what is behind a length, durably.</summary>
    /// <exception cref="IOException">It may still be there.</exception>
    void Cut(long length);
}
