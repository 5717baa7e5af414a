namespace Livepeer.Hosting.Files;

/// <summary>What tells one state of a file from another without reading it. <c>default</c> is a file that is not there.</summary>
/// <param name="Target">The file at the end of all links: secrets mounted by Kubernetes are exchanged by turning a link.</param>
/// <param name="Written">Time of the last write, UTC.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct FileStamp(string? Target, DateTime Written, long Length)
{
    /// <summary>The state now.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return file.Exists ? new FileStamp(file.FullName, file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
