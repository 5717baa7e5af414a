namespace GatewayLite.Media.H264;

/// <summary>Reads bits of a NAL unit's payload, skipping the emulation prevention bytes. Reading past the end sets <see cref="Overrun"/> and gives zeros.</summary>
/// <remarks>Source: ITU-T H.264, 7.3.1 and 9.1.</remarks>
internal ref struct BitReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _position;
    private int _bit;
    private int _zeros;

    public bool Overrun { get; private set; }

    public int Bit()
    {
        if (_bit == 0 && _zeros >= 2 && _position < _payload.Length && _payload[_position] == 3)
        {
            _position++;
            _zeros = 0;
        }
        if (_position >= _payload.Length)
        {
            Overrun = true;
            return 0;
        }
        var value = (_payload[_position] >> (7 - _bit)) & 1;
        if (++_bit == 8)
        {
            _zeros = _payload[_position] == 0 ? _zeros + 1 : 0;
            _bit = 0;
            _position++;
        }
        return value;
    }

    public uint Bits(int count)
    {
        var value = 0u;
        for (; count > 0; count--)
        {
            value = (value << 1) | (uint)Bit();
        }
        return value;
    }

    /// <summary>ue(v), at most 2^32 - 2; longer codes count as an overrun.</summary>
    public uint Unsigned()
    {
        var zeros = 0;
        while (Bit() == 0)
        {
            if (++zeros > 31 || Overrun)
            {
                Overrun = true;
                return 0;
            }
        }
        return (uint)((1UL << zeros) - 1 + Bits(zeros));
    }

    /// <summary>se(v).</summary>
    public int Signed()
    {
        var code = Unsigned();
        var magnitude = (int)((code + 1UL) / 2);
        return code % 2 == 0 ? -magnitude : magnitude;
    }
}
