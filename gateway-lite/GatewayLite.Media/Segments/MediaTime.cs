namespace GatewayLite.Media.Segments;

/// <summary>A span or a point of media time in ticks of the 90 kHz clock of MPEG-TS; <c>default</c> is zero. Exact for RTMP's milliseconds.</summary>
/// <param name="Ticks">Ticks of 1/90 000 second; may be negative as a difference.</param>
public readonly record struct MediaTime(long Ticks) : IComparable<MediaTime>
{
    /// <summary>Ticks per second. Source: ISO/IEC 13818-1, system clock frequency / 300.</summary>
    public const int TicksPerSecond = 90_000;

    private const int TicksPerMillisecond = TicksPerSecond / 1000;

    /// <summary>Exact time of whole milliseconds.</summary>
    public static MediaTime FromMilliseconds(long milliseconds) => new(milliseconds * TicksPerMillisecond);

    /// <summary>Milliseconds, rounded to the nearest.</summary>
    public long TotalMilliseconds => (Ticks + (Ticks < 0 ? -TicksPerMillisecond / 2 : TicksPerMillisecond / 2)) / TicksPerMillisecond;

    /// <summary>The same span in .NET ticks (100 ns), rounded down to one.</summary>
    public TimeSpan ToTimeSpan() => new((long)((Int128)Ticks * TimeSpan.TicksPerSecond / TicksPerSecond));

    /// <inheritdoc/>
    public int CompareTo(MediaTime other) => Ticks.CompareTo(other.Ticks);

    public static MediaTime operator +(MediaTime left, MediaTime right) => new(left.Ticks + right.Ticks);

    public static MediaTime operator -(MediaTime left, MediaTime right) => new(left.Ticks - right.Ticks);

    public static bool operator <(MediaTime left, MediaTime right) => left.Ticks < right.Ticks;

    public static bool operator >(MediaTime left, MediaTime right) => left.Ticks > right.Ticks;

    public static bool operator <=(MediaTime left, MediaTime right) => left.Ticks <= right.Ticks;

    public static bool operator >=(MediaTime left, MediaTime right) => left.Ticks >= right.Ticks;

    public static MediaTime Add(MediaTime left, MediaTime right) => left + right;

    public static MediaTime Subtract(MediaTime left, MediaTime right) => left - right;
}
