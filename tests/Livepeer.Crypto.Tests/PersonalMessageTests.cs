using System.Text;

namespace Livepeer.Crypto.Tests;

public class PersonalMessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(250)]
    [InlineData(1000)]
    public void Digest_AnyLength_HashesPrefixLengthAndMessage(int length)
    {
        var message = Enumerable.Repeat((byte)'m', length).ToArray();
        byte[] expected = [0x19, .. Encoding.ASCII.GetBytes($"Ethereum Signed Message:\n{length}"), .. message];
        Assert.Equal(Keccak256.Hash(expected), PersonalMessage.Digest(message));
    }
}
