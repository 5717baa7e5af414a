using Microsoft.Win32.SafeHandles;

namespace Livepeer.Audit.Files;

/// <summary>The real disk.</summary>
internal sealed class AuditDisk : IAuditDisk
{
    public IAuditFile Open(string path)
    {
        var isNew = !File.Exists(path);
        var handle = OpenHandle(path);
        try
        {
            if (isNew)
            {
                FolderFlush.Run(Path.GetDirectoryName(path)!);
            }

            return new OpenFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static SafeFileHandle OpenHandle(string path)
    {
        // A FileStream knows the mode of a new file; its handle outlives it only when it is taken over.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            if (!File.Exists(path))
            {
                new FileStream(path, options).Dispose();
            }
        }

        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    private sealed class OpenFile(SafeFileHandle handle) : IAuditFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Cut(long length)
        {
            RandomAccess.SetLength(handle, length);
            RandomAccess.FlushToDisk(handle);
        }

        public void Dispose() => handle.Dispose();
    }
}
