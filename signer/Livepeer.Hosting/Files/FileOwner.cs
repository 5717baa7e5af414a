using System.Runtime.InteropServices;

namespace Livepeer.Hosting.Files;

/// <summary>Who owns a file, on Linux.</summary>
internal static class FileOwner
{
    // Source: linux/stat.h, the same on every processor.
    private const int CurrentFolder = -100;
    private const uint OwnerAndGroup = 0x08 | 0x10;
    private const int StatxBytes = 256;
    private const int OwnerOffset = 20;
    private const int GroupOffset = 24;

    /// <summary>
    /// Gives a file to the owner of another. Only root may do that; for everybody else, and where the system has no such thing, nothing happens: what he
    /// wrote is his own.
    /// </summary>
    public static void Copy(string from, string to)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return;
        }

        var status = new byte[StatxBytes];
        if (Statx(CurrentFolder, from, 0, OwnerAndGroup, status) == 0)
        {
            var owner = BitConverter.ToUInt32(status, OwnerOffset);
            var group = BitConverter.ToUInt32(status, GroupOffset);
            if (ChangeOwner(to, owner, group) != 0)
            {
                throw new IOException($"The file {to} cannot be given to its owner: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
