using Livepeer.Audit.Tests.Support;

namespace Livepeer.Audit.Tests.Writing;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Records_AsManyAsSaid_AreSigned()
    {
        var entries = await _folder.PaymentsAsync(3);
        await using var log = _folder.Open(options => options with { CheckpointRecords = 10 });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        await UntilAsync(() => log.Counters.Checkpoints > 0);
    }

    [Fact]
    public async Task Minute_WithSomethingNew_IsSignedOnce()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using var log = _folder.Open();
        await log.AppendAsync(entries[0], CancellationToken.None);
        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => log.Counters.Checkpoints == 1);
        var head = log.Counters.Head;
        _folder.Clock.Advance(TimeSpan.FromMinutes(10));
        await log.ProbeAsync(CancellationToken.None);
        Assert.Equal(head, log.Counters.Head);
    }

    [Fact]
    public async Task NewFile_Begun_IsSigned()
    {
        var entries = await _folder.PaymentsAsync(4);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        await UntilAsync(() => log.Counters.Checkpoints > 0);
    }

    [Fact]
    public async Task Key_ThatDoesNotAnswer_HoldsUpNothing()
    {
        var entries = await _folder.PaymentsAsync(2);
        await using (var log = _folder.Open())
        {
            _folder.Custodian.Outage = "token removed";
            await log.AppendAsync(entries[0], CancellationToken.None);
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
            await UntilAsync(() => log.Counters.FailedCheckpoints == 1);
            await log.AppendAsync(entries[1], CancellationToken.None);
            _folder.Custodian.Outage = null;
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
            await UntilAsync(() => log.Counters.Checkpoints == 1);
        }

        Verify.IsWhole(_folder);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "what was awaited did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
