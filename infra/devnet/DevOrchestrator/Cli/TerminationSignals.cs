using System.Runtime.InteropServices;

namespace DevOrchestrator.Cli;

/// <summary>SIGTERM and SIGINT as a cancellation, from construction to disposal.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _ending;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    public TerminationSignals(CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    }

    public CancellationToken Token => _ending.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _ending.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        try
        {
            _ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // a second signal: the program is ending already
        }
    }
}
