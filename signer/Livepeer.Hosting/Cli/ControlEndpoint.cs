using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>How a command reaches the control port of a running program.</summary>
/// <param name="Address">What the control listener binds to.</param>
/// <param name="AdminTokenFile">File with its token.</param>
/// <param name="CertificateFile">PEM file with its certificate, which is the only one trusted; null when it speaks plain text.</param>
public sealed record ControlEndpoint(ListenAddress Address, string AdminTokenFile, string? CertificateFile = null);
