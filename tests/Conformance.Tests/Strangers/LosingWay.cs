namespace Conformance.Tests.Strangers;

/// <summary>A network that loses answers: the request arrives, and its answer does not.</summary>
internal sealed class LosingWay : DelegatingHandler
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the next answer is lost.</summary>
    public bool IsLosing { get; set; }

    /// <summary>Completes when an answer was lost.</summary>
    public Task Lost => _lost.Task;

    /// <summary>What was lost.</summary>
    public string? LostBody { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!IsLosing)
        {
            return answer;
        }

        IsLosing = false;
        LostBody = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.Dispose();
        _lost.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("Nobody lost patience.");
    }
}
