using FsCheck.Xunit;
using Org.BouncyCastle.Crypto.Digests;

namespace Livepeer.Crypto.Tests;

public class Keccak256Tests
{
    [Fact]
    public void Hash_Nothing_IsTheKnownHash()
    {
        Assert.Equal(Hash32.Parse("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"), Keccak256.Hash([]));
        Assert.Equal(Keccak256.OfNothing, Keccak256.Hash([]));
        Assert.Equal(Keccak256.OfNothing, new IncrementalKeccak256().HashAndReset());
    }

    [Theory]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("testing", "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02")]
    public void Hash_KnownText_IsTheKnownHash(string text, string expected) =>
        Assert.Equal(Hash32.Parse(expected), Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Hash_EveryLengthTo500_EqualsTheReference()
    {
        var data = Data(500);
        for (var length = 0; length <= data.Length; length++)
        {
            var expected = Reference(data.AsSpan(0, length));
            Assert.Equal(expected, Keccak256.Hash(data.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Hash_AMegabyte_EqualsTheReference()
    {
        var data = Data(1_000_003);
        Assert.Equal(Reference(data), Keccak256.Hash(data));
    }

    [Fact]
    public void Hash_IntoItsOwnInput_IsTheSameHash()
    {
        var data = Data(300);
        var expected = Reference(data);
        Keccak256.Hash(data, data);
        Assert.Equal(expected, new Hash32(data.AsSpan(0, 32)));
    }

    [Fact]
    public void Hash_ShortDestination_Throws() => Assert.Throws<ArgumentException>(() => Keccak256.Hash([], new byte[31]));

    [Fact]
    public void Append_EveryCutOfTwoBlocks_EqualsTheWhole()
    {
        var data = Data(2 * 136);
        var expected = Keccak256.Hash(data);
        var hasher = new IncrementalKeccak256();
        for (var cut = 0; cut <= data.Length; cut++)
        {
            hasher.Append(data.AsSpan(0, cut));
            hasher.Append(data.AsSpan(cut));
            Assert.Equal(expected, hasher.HashAndReset());
        }
    }

    [Property(MaxTest = 200)]
    public bool Append_AnyPieces_EqualsTheWhole(byte[][] pieces)
    {
        // Widened, so that pieces cross blocks.
        var wide = pieces.Select(piece => Enumerable.Repeat(piece, 7).SelectMany(bytes => bytes).ToArray()).ToArray();
        var hasher = new IncrementalKeccak256();
        foreach (var piece in wide)
        {
            hasher.Append(piece);
        }

        return hasher.HashAndReset() == Reference(wide.SelectMany(bytes => bytes).ToArray());
    }

    private static byte[] Data(int length)
    {
        var data = new byte[length];
        new Random(7).NextBytes(data);
        return data;
    }

    private static Hash32 Reference(ReadOnlySpan<byte> data)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(data);
        var hash = new byte[32];
        digest.DoFinal(hash);
        return new Hash32(hash);
    }
}
