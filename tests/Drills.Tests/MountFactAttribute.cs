using System.Diagnostics;

namespace Drills.Tests;

/// <summary>A test that mounts a small file system. Where that is not allowed, which no installation changes, it is skipped and counted as such.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(TryMount);

    public MountFactAttribute()
    {
        if (!CanMount.Value)
        {
            Skip = "This user may not mount a small file system to fill it up.";
        }
    }

    private static bool TryMount()
    {
        var folder = Directory.CreateTempSubdirectory("drill-");
        try
        {
            return Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=1m", "drill", folder.FullName) && Run("umount", folder.FullName);
        }
        finally
        {
            folder.Delete();
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
