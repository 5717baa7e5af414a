namespace RemoteSigner.Tests.Support;

/// <summary>Mode 0600, where files have modes.</summary>
internal static class OwnerOnly
{
    public static void AssertFile(string path)
    {
        Assert.True(File.Exists(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
