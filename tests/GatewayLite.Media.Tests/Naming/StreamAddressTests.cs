using FsCheck.Xunit;
using GatewayLite.Media.Naming;

namespace GatewayLite.Media.Tests.Naming;

public sealed class StreamAddressTests
{
    [Theory]
    [InlineData("/movie", "movie", "")]
    [InlineData("//movie", "movie", "")]
    [InlineData("/stream/movie", "movie", "")]
    [InlineData("/live/movie", "movie", "")]
    [InlineData("/movie.m3u8", "movie", "")]
    [InlineData("/movie/Secret/Stream/Key", "movie", "Secret/Stream/Key")]
    [InlineData("/stream/abc/def.m3u8", "abc", "def")]
    [InlineData("abc/def//ghi", "abc", "def//ghi")]
    [InlineData("/stream/stream/stream", "stream", "stream")]
    [InlineData("/", "", "")]
    [InlineData("/stream/", "", "")]
    [InlineData("stream/.m3u8", "", "")]
    [InlineData("stream//.m3u8", "", "")]
    [InlineData("alive/x", "alive", "x")]
    [InlineData("abc/live/x", "abc", "live/x")]
    [InlineData("movie/", "movie", "")]
    public void Path_OfKnownShape_GivesNameAndKey(string path, string name, string key) =>
        Assert.Equal(new StreamAddressResult(new StreamAddress(name, key), StreamAddressFault.None), StreamAddress.Parse(path));

    [Theory]
    [InlineData("stream/abc  .m3u8", StreamAddressFault.CharacterNotAllowed)]
    [InlineData("/mo%76ie", StreamAddressFault.CharacterNotAllowed)]
    [InlineData("/../secret", StreamAddressFault.CharacterNotAllowed)]
    [InlineData("/film/clé", StreamAddressFault.CharacterNotAllowed)]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", StreamAddressFault.TooManyParts)]
    public void Path_OutsideOfTheRules_IsRefused(string path, StreamAddressFault fault) =>
        Assert.Equal(new StreamAddressResult(null, fault), StreamAddress.Parse(path));

    [Theory]
    [InlineData(128, StreamAddressFault.None)]
    [InlineData(129, StreamAddressFault.PartTooLong)]
    public void PartLength_AtItsBound_IsExact(int length, StreamAddressFault fault) => Assert.Equal(fault, StreamAddress.Parse(new string('a', length)).Fault);

    [Property]
    public bool Parse_OfAnything_GivesAllowedCharactersOrAFault(string? path)
    {
        var (address, fault) = StreamAddress.Parse(path ?? string.Empty);
        return address is null
            ? fault != StreamAddressFault.None
            : (address.Name + address.Key).All(letter => char.IsAsciiLetterOrDigit(letter) || "._+-/".Contains(letter, StringComparison.Ordinal));
    }
}
