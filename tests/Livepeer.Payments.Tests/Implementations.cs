using Livepeer.Crypto;

namespace Livepeer.Payments.Tests;

/// <summary>Every way to sign that this machine has; golden signatures hold for each.</summary>
internal static class Implementations
{
    public static IReadOnlyList<Secp256k1> Present { get; } = Secp256k1.Native is { } native ? [native, Secp256k1.Managed] : [Secp256k1.Managed];
}
