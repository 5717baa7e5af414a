namespace DevNet;

/// <summary>The network cannot run; the message says why, for a person.</summary>
internal sealed class NetworkFault : Exception
{
    public NetworkFault(string message)
        : base(message)
    {
    }
}
