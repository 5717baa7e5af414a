using Livepeer.Crypto.Native;
using TestKit;

namespace Livepeer.Crypto.Tests;

public class NativeSecp256k1Tests
{
    [NativeLibraryFact("libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so.0")]
    public void Best_LibraryOnTheSystem_IsTheLibrary()
    {
        Assert.IsType<NativeSecp256k1>(Secp256k1.Best);
        Assert.StartsWith("libsecp256k1", Secp256k1.Best.Name, StringComparison.Ordinal);
    }
}
