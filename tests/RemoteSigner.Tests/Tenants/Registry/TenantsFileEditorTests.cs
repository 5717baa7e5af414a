using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Tenants.Registry;

public sealed class TenantsFileEditorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("tenants-file-test-").FullName;

    private string FilePath => Path.Combine(_folder, "deeper", "tenants.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ManyEditors_AtTheSameTime_LoseNothing()
    {
        var names = Enumerable.Range(0, 24).Select(i => $"tenant-{i:00}").ToArray();

        await Task.WhenAll(names.Select(name => Task.Run(() => CreateAsync(name))));

        Assert.Equal(names, TenantsFile.Read(FilePath).Tenants.Select(tenant => tenant.Id.Value));
    }

    [Fact]
    public async Task File_MadeAndChanged_IsForItsOwnerAloneAndLeavesNothingBehind()
    {
        await CreateAsync("acme");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Assert.True(TenantsFile.IsOpenToOthers(FilePath));
        }

        await CreateAsync("other");

        OwnerOnly.AssertFile(FilePath);
        OwnerOnly.AssertFile(FilePath + ".lock");
        Assert.False(TenantsFile.IsOpenToOthers(FilePath));
        Assert.Equal(["tenants.json", "tenants.json.lock"], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task File_BehindALink_IsReplacedWhereItIs()
    {
        await CreateAsync("acme");
        var link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, FilePath);

        await TenantsFileEditor.EditAsync(link, table => TenantEdits.Create(table, "other", TenantLimits.None, [], null, Now), TimeProvider.System, CancellationToken.None);

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(2, TenantsFile.Read(FilePath).Tenants.Length);
    }

    [Fact]
    public async Task WrongFile_Edited_StaysAsItIs()
    {
        await CreateAsync("acme");
        await File.AppendAllTextAsync(FilePath, "x");
        var before = await File.ReadAllBytesAsync(FilePath);

        await Assert.ThrowsAsync<TenantsFileException>(() => CreateAsync("other"));

        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath));
    }

    private Task<TenantEdit> CreateAsync(string name) =>
        TenantsFileEditor.EditAsync(FilePath, table => TenantEdits.Create(table, name, TenantLimits.None, [], null, Now), TimeProvider.System, CancellationToken.None);
}
