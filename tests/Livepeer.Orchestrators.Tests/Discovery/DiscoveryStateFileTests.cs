using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Discovery;

public sealed class DiscoveryStateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("discovery-test-");
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly CollectedLog<DiscoveryStateFileTests> _log = new();

    private string FilePath => Path.Combine(_folder.FullName, "orchestrators.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void KnownOrchestrators_WrittenAndRead_AreTheSame()
    {
        var one = Known("https://a.example:8935", _time);
        File().Write([one, Known("https://b.example:8935", _time), Listing.Watched("https://never.example:8935")]);

        var read = File().Read();

        Assert.Equal(2, read.Count);
        var same = read.Single(watched => watched.Listed.Equals(one.Listed));
        Assert.True(same.Known.Offer!.IsSame(one.Known.Offer!));
        Assert.Equal(one.Known.Runners.ToArray(), same.Known.Runners.ToArray());
        Assert.Equal((one.Known.LastSeen, one.Known.RunnersSeen, one.Known.RoundTrip, false), (same.Known.LastSeen, same.Known.RunnersSeen, same.Known.RoundTrip, same.Known.Asked));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void State_Written_IsForItsOwnerAloneAndLeavesNothingBeside()
    {
        File().Write([Known("https://a.example:8935", _time)]);
        File().Write([Known("https://b.example:8935", _time)]);

        Assert.Equal(FilePath, Assert.Single(_folder.GetFiles()).FullName);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public void MissingFile_Read_IsNothingAndNoWarning()
    {
        Assert.Empty(File().Read());
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":2,"orchestrators":[]}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"orchestrators":{}}""")]
    public void UnusableFile_Read_IsNothingAndAWarning(string text)
    {
        System.IO.File.WriteAllText(FilePath, text);

        Assert.Empty(File().Read());
        Assert.Equal((LogLevel.Warning, 1310), Assert.Single(_log.Lines.Select(line => (line.Level, line.Id))));
    }

    [Fact]
    public void HugeFile_Read_IsNothingAndAWarning()
    {
        using (var stream = System.IO.File.Create(FilePath))
        {
            stream.SetLength((32 << 20) + 1);
        }

        Assert.Empty(File().Read());
        Assert.Equal(1310, Assert.Single(_log.Lines).Id);
    }

    [Theory]
    [InlineData("uri", "\"nonsense\"")]
    [InlineData("uri", "null")]
    [InlineData("uri", "\"https://a℀b.example:8935\"")]
    [InlineData("offer", "\"AAAA\"")]
    public void WrongEntry_Read_CostsNoOther(string member, string value)
    {
        File().Write([Known("https://a.example:8935", _time), Known("https://b.example:8935", _time)]);
        var state = JsonNode.Parse(System.IO.File.ReadAllText(FilePath))!;
        state["orchestrators"]![0]![member] = JsonNode.Parse(value);
        System.IO.File.WriteAllText(FilePath, state.ToJsonString());

        Assert.Single(File().Read());
        Assert.Equal(1311, Assert.Single(_log.Lines).Id);
    }

    [Fact]
    public void TimesOfAClockThatWasAhead_Read_AreNow()
    {
        File().Write([Known("https://a.example:8935", new FakeTimeProvider(Some.Now.AddYears(1)))]);

        Assert.Equal(Some.Now, Assert.Single(File().Read()).Known.LastSeen);
    }

    [Fact]
    public void UnwritableFolder_Written_IsSaidOnce()
    {
        var file = new DiscoveryStateFile(Path.Combine(_folder.FullName, "missing", "orchestrators.json"), new DiscoveryOptions(), _time, _log);

        file.Write([]);
        file.Write([]);

        Assert.Equal(1312, Assert.Single(_log.Lines).Id);
    }

    [Property(MaxTest = 200)]
    public void DamagedFile_Read_NeverThrows(byte[] damage, ushort at)
    {
        File().Write([Known("https://a.example:8935", _time)]);
        var bytes = System.IO.File.ReadAllBytes(FilePath);
        var start = at % bytes.Length;
        damage.AsSpan(0, Math.Min(damage.Length, bytes.Length - start)).CopyTo(bytes.AsSpan(start));
        System.IO.File.WriteAllBytes(FilePath, bytes);

        _ = new DiscoveryStateFile(FilePath, new DiscoveryOptions(), _time, NullLogger.Instance).Read();
    }

    private static WatchedOrchestrator Known(string uri, TimeProvider time)
    {
        var watched = Listing.Watched(uri, time: time);
        watched.Learn(new SurveyResult(Listing.Answer(Listing.Info(uri, ["m"])), Listing.Nodes(Listing.Runners(uri, "u"))));
        return watched;
    }

    private DiscoveryStateFile File() => new(FilePath, new DiscoveryOptions(), _time, _log);
}
