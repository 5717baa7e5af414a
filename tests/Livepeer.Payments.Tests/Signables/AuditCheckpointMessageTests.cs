using System.Text;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Tests.Signables;

public class AuditCheckpointMessageTests
{
    private static readonly Hash32 Head = Hash32.Parse("0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");

    // The layout is a file format: checkpoints of years ago must verify.
    [Fact]
    public void Message_OrdinaryValues_IsThisText()
    {
        Assert.True(AuditCheckpointMessage.TryCreate("0123456789abcdef", 12_345, Head, 1_767_323_045, out var message));
        Assert.Equal(
            "remote-signer audit checkpoint v1\nlog 0123456789abcdef\nsequence 12345\n"
            + "head 0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\ntime 1767323045",
            Encoding.ASCII.GetString(message.Bytes));
        Assert.Equal(PersonalMessage.Digest(Keccak256.Hash(message.Bytes)), message.Digest().Digest);
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("lög", 1, 0)]
    [InlineData("a\nb", 1, 0)]
    [InlineData("a", 0, 0)]
    [InlineData("a", -1, 0)]
    [InlineData("a", 1, -1)]
    public void Value_OutOfRange_IsRefused(string logId, long sequence, long unixSeconds) =>
        Assert.False(AuditCheckpointMessage.TryCreate(logId, sequence, Head, unixSeconds, out _));

    [Fact]
    public void LogId_TooLong_IsRefused() => Assert.False(AuditCheckpointMessage.TryCreate(new string('a', 65), 1, Head, 0, out _));
}
