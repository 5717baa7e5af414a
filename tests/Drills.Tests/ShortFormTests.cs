using Drills.Cli;

namespace Drills.Tests;

/// <summary>The short form of every drill, as <c>./test drills --short</c> runs it.</summary>
public sealed class ShortFormTests
{
    [Theory]
    [InlineData("kill-signer")]
    [InlineData("pause-signer")]
    [InlineData("restore-ledger")]
    [InlineData("two-signers")]
    public async Task EmbeddedLedger_EveryPromiseKept(string drill) => await RunAsync(drill);

    [FakeTimeFact]
    public async Task ClockJumps_EveryPromiseKept() => await RunAsync("jump-clock");

    [MountFact]
    public async Task DiskFull_EveryPromiseKept() => await RunAsync("disk-full");

    [ProgramFact("redis-server", "redis-cli")]
    public async Task Redis_EveryPromiseKept() => await RunAsync("kill-replicas", "pause-replicas", "kill-redis", "pause-redis", "rollback-redis", "flush-redis");

    [ProgramFact("redis-server", "redis-cli")]
    public async Task Sentinel_EveryPromiseKept() => await RunAsync("failover-redis");

    private static async Task RunAsync(params string[] drills)
    {
        await using var said = new StringWriter();
        var code = await DrillCommandLine.InvokeAsync(["--short", "--all-required", "--only", .. drills], said, CancellationToken.None);
        Assert.True(code == 0, said.ToString());
    }
}
