namespace Livepeer.Orchestrators.Connections;

/// <summary>A host resolves only to addresses that may not be connected to on behalf of this orchestrator.</summary>
internal sealed class ForbiddenAddressException(string host)
    : Exception($"{host} resolves to an address in a private network, on this machine or link, or to no usable one.");
