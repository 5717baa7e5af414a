using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Halting;

/// <summary>The kill switch while its store cannot be written, through the front door.</summary>
public sealed class HaltInMemoryTests : IDisposable
{
    private const string Byoc = """{"id":"job-1","capability":"cap","request":"{}","parameters":"{}","timeout_seconds":10}""";

    private readonly SignerFolder _folder = new();
    private readonly StoreSwitch _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Halt_WithALedgerThatCannotBeWritten_StopsEverythingAndSaysThatARestartForgetsIt()
    {
        await using var signer = await RunningSigner.StartAsync(_folder, _folder.Options(), store: _store);
        signer.ErrorsExpected = true;
        using var http = HttpCaller.WithToken(signer, _folder.Token);
        await signer.PayAsync(Requests.Ai("before"));
        _store.Outage = "the queue is full";

        var (code, output, error) = await RunAsync(signer, "halt", "--reason", "a stolen token");

        Assert.Equal(1, code);
        Assert.Contains("All signing is stopped since", output, StringComparison.Ordinal);
        Assert.Contains("halted in memory of this process only, not durable: the queue is full", error, StringComparison.Ordinal);
        Assert.Equal("signing_halted", (await signer.RefusedAsync(Requests.Ai("while"))).Refusal.Code);
        Assert.Equal("signing_halted", (await signer.RefusedAsync(Requests.Ai("before"))).Refusal.Code);
        Assert.Equal(503, (await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Equal(503, (await http.SendAsync(HttpMethod.Post, "/sign-byoc-job", Byoc)).Status);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_signing_halted"));

        _store.Outage = null;
        Assert.Equal(0, (await RunAsync(signer, "resume")).Code);
        await signer.PayAsync(Requests.Ai("before"));
        Assert.Equal(0, await signer.MetricAsync("remote_signer_signing_halted"));
    }

    [Fact]
    public async Task Scrape_WhileTheLedgerIsSilent_IsAnsweredWithWhatWasKnown()
    {
        await using var signer = await RunningSigner.StartAsync(_folder, _folder.Options(), store: _store);
        signer.ErrorsExpected = true;
        Assert.Equal(0, await signer.MetricAsync("remote_signer_signing_halted"));

        _store.IsSilent = true;

        Assert.Equal(0, await signer.MetricAsync("remote_signer_signing_halted"));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(RunningSigner signer, params string[] arguments) =>
        CommandLine.RunAsync([.. arguments, "--cliAddr", signer.Host.ControlAddress.Authority, "--dataDir", _folder.Path]);
}
