using FsCheck.Xunit;

namespace Livepeer.Crypto.Tests;

/// <summary>Keys and digests come from hashing what FsCheck makes: uniform, and reproducible from the seed it prints.</summary>
public class SigningPropertyTests
{
    [Property(MaxTest = 150)]
    public bool SignAndRecover_AnyKeyAndDigest_GivesTheAddress(byte[] keySeed, byte[] digestSeed)
    {
        using var key = Key(keySeed);
        var digest = Keccak256.Hash(digestSeed);
        return Implementations.Present.All(secp256k1 =>
            secp256k1.TryRecover(digest, secp256k1.Sign(key, digest), out var signer) && signer == secp256k1.AddressOf(key));
    }

    [Property(MaxTest = 300)]
    public bool Sign_AnyKeyAndDigest_IsEqualInAllImplementations(byte[] keySeed, byte[] digestSeed)
    {
        using var key = Key(keySeed);
        var digest = Keccak256.Hash(digestSeed);
        return Implementations.Present.Select(secp256k1 => secp256k1.Sign(key, digest)).Distinct().Count() == 1
            && Implementations.Present.Select(secp256k1 => secp256k1.AddressOf(key)).Distinct().Count() == 1;
    }

    [Property(MaxTest = 150)]
    public bool Recover_AnotherDigest_GivesTheSameAnswerInAllImplementations(byte[] keySeed, byte[] digestSeed)
    {
        using var key = Key(keySeed);
        var digest = Keccak256.Hash(digestSeed);
        var signature = Secp256k1.Managed.Sign(key, Keccak256.Hash(digest.ToArray()));
        var answers = Implementations.Present
            .Select(secp256k1 => (Recovered: secp256k1.TryRecover(digest, signature, out var signer), Signer: signer))
            .Distinct()
            .ToArray();
        return answers.Length == 1 && answers[0].Signer != Secp256k1.Managed.AddressOf(key);
    }

    private static PrivateKey Key(byte[] seed) => new(Keccak256.Hash([1, .. seed]).ToArray());
}
