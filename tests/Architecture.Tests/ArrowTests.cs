using System.Xml.Linq;

namespace Architecture.Tests;

public sealed class ArrowTests
{
    public static TheoryData<string> Projects() => [.. Tree.ProductProjects().Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ComparedWithTheTable_HasNoOtherArrows(string name)
    {
        var room = Assert.Contains(name, Room.ReadAll());
        var project = XDocument.Load(Tree.ProductProjects().Single(file => Path.GetFileNameWithoutExtension(file) == name));

        var references = Included(project, "ProjectReference")
            .Where(item => item.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
        var packages = Included(project, "PackageReference").Select(item => item.Attribute("Include")!.Value);

        Assert.Empty(references.Except(room.References));
        Assert.Empty(packages.Except(room.Packages));
    }

    [Fact]
    public void Table_ComparedWithTheTree_NamesNoRoomThatIsGone()
    {
        var projects = Tree.ProductProjects().Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();

        Assert.Empty(Room.ReadAll().Keys.Except(projects));
    }

    [Theory]
    [InlineData("BouncyCastle.Cryptography")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("StackExchange.Redis")]
    public void FencedPackage_InTheProduct_AppearsInOneRoom(string package)
    {
        // The dev orchestrator is not the product: it is the second opinion and brings its own arithmetic.
        var rooms = Tree.ProductProjects()
            .Where(file => !file.Contains("/infra/", StringComparison.Ordinal))
            .Where(file => Included(XDocument.Load(file), "PackageReference").Any(item => item.Attribute("Include")!.Value == package));

        Assert.Single(rooms);
    }

    [Fact]
    public void Payments_AsTheCore_ReferencesNoPackage()
    {
        var project = XDocument.Load(Path.Combine(Tree.Root, "signer", "Livepeer.Payments", "Livepeer.Payments.csproj"));

        Assert.Empty(Included(project, "PackageReference"));
    }

    private static IEnumerable<XElement> Included(XDocument project, string item) =>
        project.Descendants(item).Where(element => element.Attribute("Include") is not null);
}
