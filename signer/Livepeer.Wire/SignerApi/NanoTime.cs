using System.Globalization;

namespace Livepeer.Wire.SignerApi;

/// <summary>
/// A moment with its offset, exact to the nanosecond, as Go writes it: RFC 3339, up to nine decimals without trailing zeros, Z for no offset.
/// <c>default</c> is Go's zero time, year 1.
/// </summary>
/// <remarks>Source: Go time.Time MarshalJSON.</remarks>
public readonly record struct NanoTime
{
    private const int NanosecondsPerTick = 100;
    private const string SecondsForm = "yyyy-MM-dd'T'HH:mm:ss";

    private readonly DateTimeOffset _time;
    private readonly byte _belowTick;

    /// <summary>A moment of .NET's precision, 100 nanoseconds.</summary>
    public NanoTime(DateTimeOffset time)
        : this(time, 0)
    {
    }

    private NanoTime(DateTimeOffset time, byte belowTick)
    {
        _time = time;
        _belowTick = belowTick;
    }

    /// <summary>Whether this is Go's zero time, which stands for none.</summary>
    public bool IsZero => _time.UtcTicks == 0 && _belowTick == 0;

    /// <summary>The moment, cut to 100 nanoseconds.</summary>
    public DateTimeOffset Time => _time;

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NanoTime time)
    {
        time = default;
        if (text.Length < 20
            || !DateTime.TryParseExact(text[..19], SecondsForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var seconds)
            || !TryReadFraction(text[19..], out var nanoseconds, out var length)
            || !TryReadOffset(text[(19 + length)..], out var offset))
        {
            return false;
        }

        var ticks = seconds.Ticks + (nanoseconds / NanosecondsPerTick);
        if (ticks - offset.Ticks < DateTime.MinValue.Ticks || ticks - offset.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new NanoTime(new DateTimeOffset(ticks, offset), (byte)(nanoseconds % NanosecondsPerTick));
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        var nanoseconds = (_time.Ticks % TimeSpan.TicksPerSecond * NanosecondsPerTick) + _belowTick;
        var fraction = nanoseconds == 0 ? "" : "." + nanoseconds.ToString("d9", CultureInfo.InvariantCulture).TrimEnd('0');
        var offset = _time.Offset == TimeSpan.Zero ? "Z" : _time.ToString("zzz", CultureInfo.InvariantCulture);
        return _time.ToString(SecondsForm, CultureInfo.InvariantCulture) + fraction + offset;
    }

    private static bool TryReadFraction(ReadOnlySpan<char> rest, out long nanoseconds, out int length)
    {
        nanoseconds = 0;
        length = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9)
        {
            return false;
        }

        Span<char> padded = stackalloc char[9];
        padded.Fill('0');
        rest.Slice(1, digits).CopyTo(padded);
        nanoseconds = long.Parse(padded, NumberStyles.None, CultureInfo.InvariantCulture);
        length = digits + 1;
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6
            || text[0] is not ('+' or '-')
            || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
