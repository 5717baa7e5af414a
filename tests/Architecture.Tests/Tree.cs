namespace Architecture.Tests;

/// <summary>The checkout that these tests read.</summary>
internal static class Tree
{
    private static readonly string[] ProductFolders = ["signer", "gateway-lite", "protos", "infra"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> ProductProjects() => ProductFolders.SelectMany(folder => Files(folder, "*.csproj"));

    public static IEnumerable<string> ProductSources() => ProductFolders.SelectMany(folder => Files(folder, "*.cs"));

    public static IEnumerable<string> TestSources() => Files("tests", "*.cs");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RemoteSigner.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("RemoteSigner.sln is in no folder above the tests.");
    }
}
