namespace RemoteSigner.Admission;

/// <summary>A call that was let in; its place is given back on disposal, which happens exactly once. The default is nobody's place.</summary>
internal readonly record struct CallPermit(CallGate? Process, CallGate? Tenant) : IDisposable
{
    /// <summary>Gives the place back.</summary>
    public void Dispose()
    {
        Tenant?.Leave();
        Process?.Leave();
    }
}
