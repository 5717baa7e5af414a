using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Livepeer.Crypto.Passwords;

/// <summary>Parameters of scrypt that are valid and bounded, so that a file cannot make its reader run out of memory or patience.</summary>
public sealed record ScryptCost
{
    /// <summary>Greatest memory: 1 GiB, four times what key files usually ask for.</summary>
    public const long MaxMemoryBytes = 1L << 30;

    /// <summary>Greatest N·r·p: eight times what key files usually ask for, about ten seconds.</summary>
    public const long MaxWork = 1L << 24;

    private ScryptCost(int n, int r, int p)
    {
        N = n;
        R = r;
        P = p;
    }

    /// <summary>What key files are written with: 256 MiB, about a second.</summary>
    /// <remarks>Source: go-ethereum accounts/keystore/passphrase.go (StandardScryptN, StandardScryptP).</remarks>
    public static ScryptCost Standard { get; } = new(262_144, 8, 1);

    /// <summary>For development and tests only: 4 MiB, about a tenth of a second.</summary>
    /// <remarks>Source: go-ethereum accounts/keystore/passphrase.go (LightScryptN, LightScryptP).</remarks>
    public static ScryptCost Light { get; } = new(4_096, 8, 6);

    /// <summary>Rounds and blocks: a power of two above 1.</summary>
    public int N { get; }

    /// <summary>Block size in units of 128 bytes.</summary>
    public int R { get; }

    /// <summary>How often the whole is done.</summary>
    public int P { get; }

    /// <summary>Memory that a derivation takes.</summary>
    public long MemoryBytes => 128L * R * ((long)N + P);

    /// <summary>Checks the parameters. False when scrypt does not define them or they pass a bound.</summary>
    public static bool TryCreate(int n, int r, int p, [NotNullWhen(true)] out ScryptCost? cost)
    {
        var defined = n > 1 && BitOperations.IsPow2(n) && r > 0 && p > 0;
        cost = defined
            && (Int128)128 * r * ((Int128)n + p) <= MaxMemoryBytes
            && (Int128)n * r * p <= MaxWork
                ? new ScryptCost(n, r, p)
                : null;
        return cost is not null;
    }
}
