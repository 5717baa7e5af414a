namespace GatewayLite.Media.Rtmp.Amf;

/// <summary>Type markers. Source: Adobe AMF 0 specification, 2.1.</summary>
internal static class AmfMarker
{
    public const byte Number = 0x00;
    public const byte Truth = 0x01;
    public const byte Text = 0x02;
    public const byte Structure = 0x03;
    public const byte Null = 0x05;
    public const byte Undefined = 0x06;
    public const byte Map = 0x08;
    public const byte End = 0x09;
    public const byte Items = 0x0A;
    public const byte Date = 0x0B;
    public const byte LongText = 0x0C;
}
