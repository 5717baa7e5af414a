using DevOrchestrator.Cli;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run --ai text-to-image", "'text-to-image' is not pipeline:model:price")]
    [InlineData("run --ai text-to-soup:m:1", "'text-to-soup' is no pipeline")]
    [InlineData("run --byoc echo", "'echo' is not name:price or name:price:capacity")]
    [InlineData("run --byoc echo:1:x", "'echo:1:x' is not name:price or name:price:capacity")]
    [InlineData("run --runner scope", "'scope' is not name=…,app=…")]
    [InlineData("run --runner name=a,app=b,unit=hours,price=1", "is not name=…,app=…")]
    [InlineData("run --runner name=a,app=b,unit=fixed,price=1,name=c", "is not name=…,app=…")]
    [InlineData("run --runner name=a,app=b,unit=fixed,price=1,colour=red", "is not name=…,app=…")]
    [InlineData("run --listen nowhere", "'nowhere' is not address:port")]
    [InlineData("run --listen 127.0.0.1", "'127.0.0.1' is not address:port")]
    [InlineData("run --state-free --key-file k", "give one of them")]
    [InlineData("run --ticket-ev -5", "--ticket-ev")]
    public void Parse_WrongFlag_SaysWhatIsWrong(string line, string text)
    {
        var problem = Assert.Single(CommandLine.Root().Parse(line).Errors);

        Assert.Contains(text, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFlags_GivesTheDefaultsOfTheOptions()
    {
        var flags = new RunOptions();
        var command = new System.CommandLine.RootCommand();
        foreach (var flag in flags.All)
        {
            command.Options.Add(flag);
        }

        var options = flags.Read(command.Parse(string.Empty), ReadOnlyMemory<byte>.Empty);

        var defaults = new DevOrchestratorOptions();
        Assert.Equal(defaults.RoundBlockHash.ToArray(), options.RoundBlockHash.ToArray());
        Assert.Equal(defaults.AiModels, options.AiModels);
        Assert.Equal(defaults.Byoc, options.Byoc);
        Assert.Equal(defaults.Runners, options.Runners);
        Assert.Equal(defaults with { Listen = options.Listen, RoundBlockHash = options.RoundBlockHash, AiModels = options.AiModels, Byoc = options.Byoc, Runners = options.Runners }, options);
    }

    [Fact]
    public void Parse_ModelWithColons_LastPartIsThePrice() =>
        Assert.Equal(new AiModelOffer("text-to-image", "a:b/c", 5), AiModelOffer.Parse("text-to-image:a:b/c:5"));

    [Theory]
    [InlineData("echo:5", 1)]
    [InlineData("echo:5:3", 3)]
    public void Parse_ByocCapability_CapacityIsOneUnlessSaid(string text, int capacity) => Assert.Equal(new ByocOffer("echo", 5, capacity), ByocOffer.Parse(text));

    [Fact]
    public void Parse_Runner_ReadsWhatItWrites()
    {
        var offer = new RunnerOffer("scope-l40s", "live-video-to-video/scope", RunnerUnit.PixelSeconds, 12_345, RunnerMode.SingleShot, 2);

        Assert.Equal(offer, RunnerOffer.Parse(offer.ToString()));
        Assert.Equal(new RunnerOffer("a", "b", RunnerUnit.Fixed, 1), RunnerOffer.Parse("price=1,unit=fixed,app=b,name=a"));
    }

    [Theory]
    [InlineData("a/b", 1, 1)]
    [InlineData("", 1, 1)]
    [InlineData("a", 0, 1)]
    [InlineData("a", 1, 0)]
    public void Problem_RunnerThatCannotBe_IsNamed(string name, long price, int capacity) =>
        Assert.NotNull(new RunnerOffer(name, "b", RunnerUnit.Fixed, price, Capacity: capacity).Problem());

    [Fact]
    public async Task KeyFile_MissingThenThere_KeepsTheKey()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var made = await KeyFile.ReadOrCreateAsync(path, CancellationToken.None);
            Assert.Equal(made, await KeyFile.ReadOrCreateAsync(path, CancellationToken.None));

            await File.WriteAllTextAsync(path, "no key");
            await Assert.ThrowsAsync<FormatException>(() => KeyFile.ReadOrCreateAsync(path, CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
