using System.Text;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Tests.Signables;

public sealed class ByocJobMessageTests
{
    [Fact]
    public void V0_TwoObjects_AreSignedOneBehindTheOther()
    {
        Assert.True(ByocJobMessage.TryCreateV0("{\"a\":1}", "{}", out var message));
        Assert.Equal("{\"a\":1}{}", Encoding.UTF8.GetString(message.Bytes));
        Assert.Equal(PersonalMessage.Digest(Keccak256.Hash("{\"a\":1}{}"u8)), message.Digest().Digest);
    }

    [Fact]
    public void V1_AllFields_AreCountedAndCovered()
    {
        Assert.True(ByocJobMessage.TryCreateV1("job", "echo", "{}", "{ }", 30, out var message));
        Assert.Equal(
            "4c505f42594f435f4a4f425f563100000000001e000000036a6f62000000046563686f000000027b7d000000037b207d",
            Convert.ToHexStringLower(message.Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{\0}")]
    [InlineData("{\u0001}")]
    [InlineData("{\u007f}")]
    public void S1_TextThatIsNoCleanObject_IsRefused(string text)
    {
        Assert.False(ByocJobMessage.TryCreateV0(text, "{}", out _));
        Assert.False(ByocJobMessage.TryCreateV0("{}", text, out _));
        Assert.False(ByocJobMessage.TryCreateV1("job", "echo", text, "{}", 30, out _));
    }

    [Fact]
    public void S1_TextThatIsNotUnicode_IsRefused() => Assert.False(ByocJobMessage.TryCreateV0("{" + (char)0xD800 + "}", "{}", out _));

    [Theory]
    [InlineData(168)]
    [InlineData(232)]
    public void S1_V1AsLongAsATicket_IsRefused(int length)
    {
        var fixedLength = 14 + 2 + 4 + (4 * 4) + 3 + 4 + 2;
        string Filled(int bytes) => "{" + new string(' ', bytes - 2) + "}";
        Assert.False(ByocJobMessage.TryCreateV1("job", "echo", "{}", Filled(length - fixedLength), 30, out _));
        Assert.True(ByocJobMessage.TryCreateV1("job", "echo", "{}", Filled(length - fixedLength + 1), 30, out var longer));
        Assert.Equal(length + 1, longer.Bytes.Length);
    }

    [Fact]
    public void Texts_TooLongTogether_AreRefused()
    {
        var half = "{" + new string(' ', (ByocJobMessage.MaxTextBytes / 2) - 2) + "}";
        Assert.True(ByocJobMessage.TryCreateV0(half, half, out _));
        Assert.False(ByocJobMessage.TryCreateV0(half + " ", half, out _));
    }
}
