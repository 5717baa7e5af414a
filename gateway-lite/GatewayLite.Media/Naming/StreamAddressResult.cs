namespace GatewayLite.Media.Naming;

/// <summary>Outcome of reading a path: an address, or why there is none.</summary>
/// <param name="Address">The address; null exactly when there is a fault.</param>
/// <param name="Fault">Why the path was refused.</param>
public readonly record struct StreamAddressResult(StreamAddress? Address, StreamAddressFault Fault);
