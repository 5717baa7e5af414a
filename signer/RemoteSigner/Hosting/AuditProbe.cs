using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>Tries whether the audit log's folder can be written to. Without opening the log: that would be a start, and recorded as one.</summary>
internal static class AuditProbe
{
    public static ProbeResult Try(SignerOptions options)
    {
        var folder = options.AuditFolder;
        if (File.Exists(folder))
        {
            return new(false, $"{folder} is no folder but a file");
        }

        if (!Directory.Exists(folder))
        {
            return new(true, $"{folder} does not exist yet; the first start makes it");
        }

        try
        {
            using var trial = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            trial.WriteByte(0);
            trial.Flush(flushToDisk: true);
            return new(true, $"{folder} can be written");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(false, $"{folder} cannot be written, so nothing would be signed: {failure.Message}");
        }
    }
}
