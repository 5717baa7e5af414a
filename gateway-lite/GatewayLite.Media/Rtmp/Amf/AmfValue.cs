using System.Collections.Immutable;

namespace GatewayLite.Media.Rtmp.Amf;

/// <summary>A value of AMF0. Source: Adobe AMF 0 specification.</summary>
internal abstract record AmfValue
{
    public static AmfValue NullValue { get; } = new Null();

    /// <summary>The text of a text value; null for anything else.</summary>
    public string? AsText => (this as Text)?.Value;

    /// <summary>The member of that name of an object or map; null otherwise.</summary>
    public AmfValue? Member(string name) =>
        (this as Structure)?.Members.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.Ordinal)).Value;

    internal sealed record Number(double Value) : AmfValue;

    internal sealed record Truth(bool Value) : AmfValue;

    internal sealed record Text(string Value) : AmfValue;

    internal sealed record Null : AmfValue;

    internal sealed record Undefined : AmfValue;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    internal sealed record Date(double Milliseconds) : AmfValue;

    /// <summary>An object, or an ECMA array when <paramref name="IsMap"/>.</summary>
    internal sealed record Structure(ImmutableArray<KeyValuePair<string, AmfValue>> Members, bool IsMap) : AmfValue;

    internal sealed record Items(ImmutableArray<AmfValue> Values) : AmfValue;
}
