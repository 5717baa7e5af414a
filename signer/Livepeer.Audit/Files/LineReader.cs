namespace Livepeer.Audit.Files;

/// <summary>Reads a file line by line without a copy of each. A line is good until the next one is asked for.</summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    /// <summary>Bytes of a line at most. The longest record is one of a payment, whose texts are bounded by the requests that they came with.</summary>
    public const int MaxLine = 16 * 1024 * 1024;

    private const int FirstBuffer = 1024 * 1024;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Bytes up to and with the last line that was read.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the last line had its line feed.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads one line without its line feed.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var looked = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var feed = rest[looked..].IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Take(looked + feed, whole: true, out line);
            }

            looked = rest.Length;
            if (_atEnd || rest.Length >= MaxLine)
            {
                return Take(rest.Length, whole: false, out line) && line.Length > 0;
            }

            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Take(int length, bool whole, out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, length);
        IsWhole = whole;
        var taken = length + (whole ? 1 : 0);
        _start += taken;
        Position += taken;
        return true;
    }

    private void Fill()
    {
        var kept = _end - _start;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end) = (0, kept);
        if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, kept, _buffer.Length - kept);
        _end += read;
        _atEnd = read == 0;
    }
}
