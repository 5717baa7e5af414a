namespace GatewayLite.Pipelines.Ai;

/// <summary>Bounds requests: so many run, so many more may be uploading or waiting for a place, in order of arrival. Thread-safe.</summary>
/// <remarks>A client that uploads slowly holds one of the waiting ones' places, never one of the running ones'.</remarks>
internal sealed class AiAdmission(int places, int waiting) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places);
    private int _present;

    public int Running => places - _places.CurrentCount;

    public int Waiting => Math.Max(0, Volatile.Read(ref _present) - Running);

    /// <returns>Null when as many are present as may.</returns>
    public Visit? Arrive()
    {
        if (Interlocked.Increment(ref _present) <= places + waiting)
        {
            return new Visit(this);
        }

        _ = Interlocked.Decrement(ref _present);
        return null;
    }

    public void Dispose() => _places.Dispose();

    /// <summary>One request's presence. Used by one task.</summary>
    internal sealed class Visit(AiAdmission admission) : IDisposable
    {
        private bool _entered;
        private bool _gone;

        /// <summary>Waits for a place to run.</summary>
        public async Task EnterAsync(CancellationToken cancellationToken)
        {
            await admission._places.WaitAsync(cancellationToken);
            _entered = true;
        }

        public void Dispose()
        {
            if (_gone)
            {
                return;
            }

            _gone = true;
            if (_entered)
            {
                _ = admission._places.Release();
            }

            _ = Interlocked.Decrement(ref admission._present);
        }
    }
}
