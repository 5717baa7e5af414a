using Livepeer.Hosting.Files;
using Livepeer.Hosting.Program;

namespace RemoteSigner.Tenants.Registry;

/// <summary>Changes the tenant file: one change at a time over all processes, each on the disk before the next begins.</summary>
internal static class TenantsFileEditor
{
    /// <summary>Reads, changes and replaces the file.</summary>
    /// <param name="path">Of the tenant file; made when missing.</param>
    /// <param name="change">Pure.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels waiting for others.</param>
    /// <exception cref="TenantsFileException">The file is wrong, or can be neither read nor written.</exception>
    public static async Task<TenantEdit> EditAsync(string path, Func<TenantTable, TenantEdit> change, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var turn = await FileLock.TakeAsync(path + ".lock", time, cancellationToken);
            var edit = change(TenantsFile.Read(path));
            if (edit is TenantEdit.Changed changed)
            {
                Write(path, TenantsFile.Write(changed.Table));
            }

            return edit;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TenantsFileException($"The tenant file {path} cannot be changed: {failure.Message}", failure);
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        if (bytes.Length > TenantsFile.MaxBytes)
        {
            throw new TenantsFileException($"The tenant file {path} would be larger than {TenantsFile.MaxBytes} bytes, and the signer would not read it.");
        }

        ReplacedFile.Write(path, bytes);
    }
}
