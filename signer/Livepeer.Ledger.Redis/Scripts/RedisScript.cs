using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Livepeer.Ledger.Redis.Scripts;

/// <summary>A script and the hash by which a server that has seen it knows it.</summary>
internal sealed class RedisScript(string text)
{
    public string Text => text;

    public byte[] Hash { get; } = HashOf(text);

    /// <summary>A line, counted from 1; null when there is none.</summary>
    public string? Line(int number) => text.Split('\n').ElementAtOrDefault(number - 1);

    [SuppressMessage("Security", "CA5350", Justification = "The server's own name for a script; nothing is proven with it.")]
    private static byte[] HashOf(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
