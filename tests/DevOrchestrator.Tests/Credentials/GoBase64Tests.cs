using DevOrchestrator.Credentials;
using FsCheck.Xunit;

namespace DevOrchestrator.Tests.Credentials;

public sealed class GoBase64Tests
{
    private const string Characters = "AZaz09+/=-_ \n\r";

    [Property]
    public bool TryDecode_WhatWasEncoded_ComesBack(byte[] bytes) =>
        GoBase64.TryDecode(Convert.ToBase64String(bytes), out var decoded, out _) && decoded.AsSpan().SequenceEqual(bytes);

    [Property(MaxTest = 2_000)]
    public bool TryDecode_Garbage_NeverThrowsAndPointsIntoTheText(byte[] choices)
    {
        var text = string.Concat(choices.Select(choice => Characters[choice % Characters.Length]));

        return GoBase64.TryDecode(text, out _, out var errorAt) ? errorAt == -1 : errorAt >= 0 && errorAt <= text.Length;
    }

    [Theory]
    [InlineData("QQ==", -1)]
    [InlineData("QQ=\n=\r\n", -1)]
    [InlineData("QQ=", 3)]
    [InlineData("QQ=A", 2)]
    [InlineData("Q===", 1)]
    [InlineData("QQ==QQ==", 4)]
    [InlineData("QUJD=", 4)]
    [InlineData("QUI", 0)]
    public void TryDecode_Padding_IsReadAsGoReadsIt(string text, int errorAt)
    {
        Assert.Equal(errorAt == -1, GoBase64.TryDecode(text, out _, out var actual));
        Assert.Equal(errorAt, actual);
    }
}
