using System.Text.RegularExpressions;

namespace Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LongestProductFile = 400;
    private const int LongestTestFile = 600;

    [Fact]
    public void ProductFiles_Counted_AreShortEnoughToRead() =>
        Assert.DoesNotContain(Tree.ProductSources(), file => File.ReadLines(file).Count() > LongestProductFile);

    [Fact]
    public void TestFiles_Counted_AreShortEnoughToRead() =>
        Assert.DoesNotContain(Tree.TestSources(), file => File.ReadLines(file).Count() > LongestTestFile);

    [Fact]
    public void TestNames_Read_HaveTwoOrThreeParts()
    {
        var wrong = Tree.TestSources()
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Where(name => name.Split('_').Length is < 2 or > 3);

        Assert.Empty(wrong);
    }

    [Fact]
    public void FileNames_Read_SayWhatIsInside()
    {
        var vague = Tree.ProductSources().Concat(Tree.TestSources())
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => VagueName().IsMatch(name));

        Assert.Empty(vague);
    }

    [Fact]
    public void EventIds_AcrossTheProduct_AreUnique()
    {
        var repeated = Tree.ProductSources()
            .SelectMany(file => EventId().Matches(File.ReadAllText(file)).Select(match => (Id: match.Groups["id"].Value, File: file)))
            .GroupBy(found => found.Id)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(found => Path.GetFileName(found.File)))}");

        Assert.Empty(repeated);
    }

    [GeneratedRegex(@"\[(?:Program)?(?:Fact|Theory|Property)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public\s+(?:async\s+)?[\w<>\[\], ]+?\s(?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex("(?:Manager|Helper|Helpers|Util|Utils|Common|Base)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex EventId();
}
