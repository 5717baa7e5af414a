using Livepeer.Audit.Records;

namespace Livepeer.Audit.Writing;

/// <summary>An entry on its way to the disk. Without records it only asks whether the log can be written.</summary>
internal sealed class WaitingEntry(RenderedEntry? records) : IDisposable
{
    private readonly TaskCompletionSource<AuditHead> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RenderedEntry? Records => records;

    public int Length => records?.Length ?? 0;

    /// <summary>Head of the log right behind its records, once they are on disk.</summary>
    public Task<AuditHead> Done => _done.Task;

    public AuditHead Head { get; set; }

    public void Complete() => _done.TrySetResult(Head);

    public void Fail(Exception failure) => _done.TrySetException(failure);

    public void Dispose() => records?.Dispose();
}
