using System.Text;

namespace Livepeer.Ledger.Redis.Scripts;

/// <summary>The texts of the scripts. Everything that changes the store is one of them, so that it happens whole or not at all.</summary>
internal static class RedisScripts
{
    public static RedisScript Step { get; } = Read("step.lua");

    public static RedisScript Join { get; } = Read("join.lua");

    public static RedisScript Acknowledge { get; } = Read("acknowledge.lua");

    public static RedisScript Hold { get; } = Read("hold.lua");

    public static RedisScript Anchor { get; } = Read("anchor.lua");

    /// <summary>The one that the server calls so, in 40 hexadecimal digits; null when it is none of these.</summary>
    public static RedisScript? ByHash(string hash) =>
        Array.Find([Step, Join, Acknowledge, Hold, Anchor], script => string.Equals(Convert.ToHexStringLower(script.Hash), hash, StringComparison.Ordinal));

    private static RedisScript Read(string name)
    {
        using var stream = typeof(RedisScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new RedisScript(reader.ReadToEnd());
    }
}
