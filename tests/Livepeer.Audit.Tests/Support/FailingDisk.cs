using Livepeer.Audit.Files;

namespace Livepeer.Audit.Tests.Support;

/// <summary>The real disk, full or broken when a test likes, and counting.</summary>
internal sealed class FailingDisk : IAuditDisk
{
    private readonly AuditDisk _disk = new();

    /// <summary>Bytes of a write that still fit; null for all.</summary>
    public int? Room { get; set; }

    /// <summary>Bytes that a file may have at most; null for any number.</summary>
    public long? Space { get; set; }

    public bool CannotFlush { get; set; }

    public bool CannotCut { get; set; }

    public bool CannotOpen { get; set; }

    public int Flushes { get; private set; }

    /// <summary>Called at every write, before it; may wait.</summary>
    public Action Writing { get; set; } = static () => { };

    public IAuditFile Open(string path) => CannotOpen ? throw new IOException("No space left on device") : new FailingFile(this, _disk.Open(path));

    private sealed class FailingFile(FailingDisk disk, IAuditFile file) : IAuditFile
    {
        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Writing();
            if (disk.Room is { } room && room < bytes.Length)
            {
                file.Write(offset, bytes[..room]);
                throw new IOException("No space left on device");
            }

            if (disk.Space is { } space && offset + bytes.Length > space)
            {
                file.Write(offset, bytes[..(int)Math.Max(0, space - offset)]);
                throw new IOException("No space left on device");
            }

            file.Write(offset, bytes);
        }

        public void Flush()
        {
            if (disk.CannotFlush)
            {
                throw new IOException("Input/output error");
            }

            file.Flush();
            disk.Flushes++;
        }

        public void Cut(long length)
        {
            if (disk.CannotCut)
            {
                throw new IOException("Input/output error");
            }

            file.Cut(length);
        }

        public void Dispose() => file.Dispose();
    }
}
