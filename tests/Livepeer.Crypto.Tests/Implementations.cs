namespace Livepeer.Crypto.Tests;

/// <summary>The implementations that every test of signing runs against: managed always, native where the library is (NativeSecp256k1Tests tells when it is not).</summary>
internal static class Implementations
{
    public static IReadOnlyList<Secp256k1> Present { get; } = Secp256k1.Native is { } native ? [Secp256k1.Managed, native] : [Secp256k1.Managed];
}
