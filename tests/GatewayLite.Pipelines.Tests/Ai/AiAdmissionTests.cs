using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class AiAdmissionTests
{
    [Fact]
    public async Task Arrive_PlacesAndQueueFull_IsRefusedUntilOneLeaves()
    {
        using var admission = new AiAdmission(places: 1, waiting: 1);
        var first = admission.Arrive()!;
        await first.EnterAsync(CancellationToken.None);
        using var second = admission.Arrive()!;

        Assert.Null(admission.Arrive());
        Assert.Equal((1, 1), (admission.Running, admission.Waiting));
        first.Dispose();
        first.Dispose();
        using var third = admission.Arrive();
        Assert.NotNull(third);
    }

    [Fact]
    public async Task Enter_PlaceTaken_WaitsForIt()
    {
        using var admission = new AiAdmission(places: 1, waiting: 1);
        var first = admission.Arrive()!;
        await first.EnterAsync(CancellationToken.None);
        using var second = admission.Arrive()!;
        var waiting = second.EnterAsync(CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        first.Dispose();
        await waiting;
        Assert.Equal((1, 0), (admission.Running, admission.Waiting));
    }

    [Fact]
    public async Task Enter_WaiterGivesUp_LeavesNoTrace()
    {
        using var admission = new AiAdmission(places: 1, waiting: 1);
        using var first = admission.Arrive()!;
        await first.EnterAsync(CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var second = admission.Arrive()!;
        var waiting = second.EnterAsync(gone.Token);
        await gone.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        second.Dispose();

        Assert.Equal((1, 0), (admission.Running, admission.Waiting));
    }
}
