using Livepeer.Hosting.Access;
using Livepeer.Payments.Desk;
using RemoteSigner.Tenants;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Tenants;

public sealed class TokenFileTests
{
    [Fact]
    public void Append_AfterALineWithoutAnEnd_BeginsALineOfItsOwn()
    {
        using var folder = new SignerFolder();
        File.WriteAllText(folder.TenantFile, File.ReadAllText(folder.TenantFile).TrimEnd('\n'));

        var added = folder.AddTenant("tenant-b");

        var table = TokenFile.Read(folder.TenantFile);
        Assert.Equal(["tenant-a", "tenant-b"], table.Tenants.Select(tenant => tenant.Value));
        Assert.True(table.TryFind(added, out _));
        Assert.True(table.TryFind(folder.Token, out _));
    }

    [Fact]
    public void Append_ToANewFile_WritesOneLineForItsOwnerAlone()
    {
        using var folder = new SignerFolder();
        var file = folder.InFolder("deeper", "new.tokens");

        TokenFile.Append(file, new TenantId("tenant-b"), new byte[TokenHash.Size]);
        TokenFile.Append(file, new TenantId("tenant-c"), new byte[TokenHash.Size]);

        OwnerOnly.AssertFile(file);
        Assert.Equal([$"tenant-b {new string('0', 64)}", $"tenant-c {new string('0', 64)}"], File.ReadAllLines(file));
    }
}
