using System.Reflection;
using System.Runtime.CompilerServices;
using Livepeer.Ledger.Redis.Connection;

namespace Livepeer.Ledger.Redis.Tests.Connection;

public sealed class SignerFlagsTests
{
    [Xunit.Fact]
    public void EveryFlagOfAMessage_IsAnOptionOfTheSigner() => EachIsDocumented();

    private static void EachIsDocumented([CallerFilePath] string here = "")
    {
        var documented = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "operations", "configuration.md"));

        foreach (var flag in typeof(SignerFlags).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Assert.Contains($"`{flag.GetRawConstantValue()}", documented, StringComparison.Ordinal);
        }
    }
}
